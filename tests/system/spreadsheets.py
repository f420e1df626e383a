"""Reads what spreadsheets would: CSV and workbooks, with the standard library alone."""

import csv
import io
import re
import xml.etree.ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(body: bytes, separator: str) -> list[list[str]]:
    """The records, by a reader that takes nothing but RFC 4180 with this separator."""
    text = body.decode("utf-8-sig")
    assert text.endswith("\r\n") and text.count("\r\n") == text.count("\n")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))


def column_of(reference: str) -> int:
    number = 0
    for letter in re.match(r"[A-Z]+", reference).group():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def value_of(cell):
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
    assert cell.find(f"{MAIN}f") is None, "a formula"
    value = cell.find(f"{MAIN}v")
    return None if value is None else float(value.text)


def read_sheet(file, columns: int):
    """Row by row: texts, numbers, or None."""
    for _, element in xml.etree.ElementTree.iterparse(file):
        if element.tag != f"{MAIN}row":
            continue
        row = [None] * columns
        for cell in element.iter(f"{MAIN}c"):
            row[column_of(cell.get("r"))] = value_of(cell)
        yield row
        element.clear()


def read_workbook(body: bytes, columns: int) -> list[list[list]]:
    """Its sheets, each a list of rows."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        assert book.testzip() is None
        names = sorted((name for name in book.namelist()
                        if name.startswith("xl/worksheets/sheet")),
                       key=lambda name: int(re.search(r"\d+", name).group()))
        sheets = []
        for name in names:
            with book.open(name) as file:
                sheets.append(list(read_sheet(file, columns)))
        return sheets
