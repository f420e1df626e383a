"""The running server and the contract it serves agree: routes, parameters, answers."""

import itertools
import json
import subprocess
import urllib.parse

import jsonschema
import pytest

from processes import DOMAIN, PROJECT

EVER = "from=2020-01-01&to=2039-01-01"
ABSENT = "00000000-0000-4000-8000-00000000dead"


@pytest.fixture(scope="module")
def contract(recorded):
    return recorded.server.ask("/api/openapi.json").json


@pytest.fixture(scope="module")
def token(recorded):
    return recorded.token(DOMAIN)


@pytest.fixture(scope="module")
def calls(recorded, token):
    return recorded.server.ask(f"/api/cdr?{EVER}&page_size=500", token).json["items"]


def resolved(contract, value):
    while "$ref" in value:
        found = contract
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/")]
        value = found
    return value


def response_of(contract, path, status):
    responses = contract["paths"][path]["get"]["responses"]
    known = responses.get(str(status)) or responses.get("default")
    assert known, f"{path}: {status} is not in the contract"
    return resolved(contract, known)


def assert_as_promised(contract, path, answer):
    """Status, content type and body of an answer are in the contract."""
    content = response_of(contract, path, answer.status).get("content", {})
    kind = answer.headers["Content-Type"].split(";")[0]
    assert kind in content, f"{path}: {answer.status} as {kind} is not in the contract"
    schema = content[kind].get("schema")
    if schema and "json" in kind:
        resolver = jsonschema.RefResolver("", contract)
        checker = jsonschema.FormatChecker()
        jsonschema.Draft202012Validator(schema, resolver=resolver,
                                        format_checker=checker).validate(answer.json)


def operations(contract):
    return {path: item["get"] for path, item in contract["paths"].items()}


def parameters(contract, path, place="query"):
    item = contract["paths"][path]
    listed = item.get("parameters", []) + item["get"].get("parameters", [])
    return [parameter for parameter in (resolved(contract, entry) for entry in listed)
            if parameter["in"] == place]


def filled(path, calls):
    return path.replace("{call_id}", calls[0]["call_id"]).replace("{file}", "page.css")


def example(contract, parameter):
    """A value the contract says is good."""
    schema = resolved(contract, parameter.get("schema", {}))
    given = parameter.get("example", schema.get("example", schema.get("default")))
    if given is None and schema.get("enum"):
        given = schema["enum"][0]
    if given is None:
        given = {"integer": schema.get("minimum", 1), "boolean": "true"}.get(schema.get("type"))
    known = {"from": "2025-10-01", "to": "2039-01-01T00:00:00Z", "store_id": ABSENT,
             "ext": "1001", "sip_domain": DOMAIN, "q": "39333", "max_mos": "4",
             "did_e164": "+39061234567", "number": "+393331234567"}
    value = known.get(parameter["name"], given)
    assert value is not None, f"no example for {parameter['name']}"
    if isinstance(value, list):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_there_is_nothing_but_get_in_the_contract(contract):
    assert all(set(item) <= {"get", "parameters", "summary", "description"}
               for item in contract["paths"].values())


def test_every_route_of_the_contract_answers_as_promised(recorded, contract, token, calls):
    for path in operations(contract):
        answer = recorded.server.ask(filled(path, calls), token)
        assert answer.status == 200, (path, answer.body)
        assert_as_promised(contract, path, answer)


def test_a_route_that_needs_a_token_says_so(recorded, contract, calls):
    for path, operation in operations(contract).items():
        answer = recorded.server.ask(filled(path, calls))
        needs_one = bool(operation.get("security", contract.get("security")))
        assert answer.status == (401 if needs_one else 200), path
        assert_as_promised(contract, path, answer)


def test_every_parameter_of_the_contract_is_taken(recorded, contract, token, calls):
    for path in operations(contract):
        for parameter in parameters(contract, path):
            value = example(contract, parameter)
            if parameter["name"] == "cursor":  # only a server can say what is one of its own
                value = recorded.server.ask("/api/cdr?from=2020-01-01&page_size=1",
                                            token).json["next_cursor"]
            query = urllib.parse.urlencode({parameter["name"]: value})
            answer = recorded.server.ask(f"{filled(path, calls)}?{query}", token)
            assert answer.status == 200, (path, query, answer.body)
            assert_as_promised(contract, path, answer)


def test_no_other_parameter_is_taken(recorded, contract, token, calls):
    names = {parameter["name"] for path in operations(contract)
             for parameter in parameters(contract, path)} | {"limit", "tenant_id"}
    for path in operations(contract):
        if not path.startswith("/api/") or path == "/api/openapi.json":
            continue
        for name in names - {parameter["name"] for parameter in parameters(contract, path)}:
            answer = recorded.server.ask(f"{filled(path, calls)}?{name}=1", token)
            assert answer.status == 400, (path, name)
            assert [error["parameter"] for error in answer.json["errors"]] == [name]
            assert_as_promised(contract, path, answer)


def test_an_enumerated_parameter_takes_its_words_and_no_other(recorded, contract, token, calls):
    for path in operations(contract):
        for parameter in parameters(contract, path):
            words = resolved(contract, parameter.get("schema", {})).get("enum")
            if not words:
                continue
            for word, status in itertools.chain(((word, 200) for word in words), [("what", 400)]):
                answer = recorded.server.ask(f"{filled(path, calls)}?{parameter['name']}={word}",
                                             token)
                assert answer.status == status, (path, parameter["name"], word)
                assert_as_promised(contract, path, answer)


WRONG = ["from=yesterday", "to=2025-13-01", "from=2025-02-01&to=2025-01-01", "page=0",
         "page_size=501", "page_size=ten", "store_id=here", "direction=sideways", "max_mos=high",
         "has_mos=maybe", "q=a", "min_billsec=-1", "sort=mood", "page=1&page=2", "q=%FF%FE",
         "disposition=ANSWERED,MAYBE", "missed_reason=weather"]


@pytest.mark.parametrize("query", WRONG)
def test_a_bad_value_is_400_and_named(recorded, contract, token, query):
    answer = recorded.server.ask(f"/api/cdr?{query}", token)
    assert answer.status == 400
    named = {error["parameter"] for error in answer.json["errors"]}
    assert named and named <= {name for name, _ in urllib.parse.parse_qsl(query, errors="replace")}
    assert_as_promised(contract, "/api/cdr", answer)


def test_everything_wrong_is_named_at_once(recorded, token):
    answer = recorded.server.ask("/api/cdr?page=0&sort=mood&colour=red", token)
    assert {error["parameter"] for error in answer.json["errors"]} == {"page", "sort", "colour"}


def test_every_call_answers_as_promised(recorded, contract, token, calls):
    for call in calls:
        answer = recorded.server.ask(f"/api/cdr/{call['call_id']}", token)
        assert answer.status == 200
        assert_as_promised(contract, "/api/cdr/{call_id}", answer)
        assert {name: answer.json[name] for name in call} == call


def test_a_call_of_another_tenant_looks_like_no_call(recorded, contract, calls):
    other = recorded.token("demo-b.edgvoip.test")
    answers = [recorded.server.ask(f"/api/cdr/{call_id}", other, X_Request_Id="same")
               for call_id in (calls[0]["call_id"], ABSENT)]
    assert [answer.status for answer in answers] == [404, 404]
    assert answers[0].body == answers[1].body
    assert_as_promised(contract, "/api/cdr/{call_id}", answers[0])


def test_pages_put_together_are_the_list(recorded, token, calls):
    paged = []
    for page in range(1, len(calls) // 7 + 2):
        answer = recorded.server.ask(f"/api/cdr?{EVER}&page_size=7&page={page}", token).json
        assert answer["total"] == len(calls) and answer["page"] == page
        paged += answer["items"]
    assert paged == calls
    beyond = recorded.server.ask(f"/api/cdr?{EVER}&page_size=7&page=1000", token).json
    assert beyond["items"] == [] and beyond["total"] == len(calls)


FILTERS = {
    "direction=in": lambda call: call["direction"] == "in",
    "disposition=BUSY,FAILED": lambda call: call["disposition"] in ("BUSY", "FAILED"),
    "did_e164=%2B39061234567": lambda call: call["did_e164"] == "+39061234567",
    "did_e164=+39061234567": lambda call: call["did_e164"] == "+39061234567",
    "did_e164=39061234567": lambda call: call["did_e164"] == "+39061234567",
    "ext=1001": lambda call: call["ext_number"] == "1001",
    "store_id=none": lambda call: call["store_id"] is None,
    "min_billsec=5": lambda call: call["billsec"] >= 5,
    "max_ring_sec=2": lambda call: call["ring_sec"] <= 2,
    "max_mos=4.0": lambda call: call["qos"] is not None and call["qos"]["mos"] is not None
    and call["qos"]["mos"] <= 4,
    "missed_reason=voicemail": lambda call: call["missed_reason"] == "voicemail",
    "min_billsec=9&max_billsec=2": lambda call: False,
    f"store_id={ABSENT}": lambda call: False,
    "direction=in&ext=1001&disposition=ANSWERED": lambda call:
        (call["direction"], call["ext_number"], call["disposition"]) == ("in", "1001", "ANSWERED"),
}


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_gives_exactly_its_calls(recorded, token, calls, query):
    answer = recorded.server.ask(f"/api/cdr?{EVER}&page_size=500&{query}", token).json
    expected = [call for call in calls if FILTERS[query](call)]
    assert answer["items"] == expected and answer["total"] == len(expected)


def test_the_orders(recorded, token, calls):
    def keys(sort, name):
        answer = recorded.server.ask(f"/api/cdr?{EVER}&page_size=500&sort={sort}", token).json
        assert answer["total"] == len(calls)
        return [call[name] for call in answer["items"]]
    assert keys("-start_ts", "start_ts") == sorted(keys("start_ts", "start_ts"), reverse=True)
    assert keys("billsec", "billsec") == sorted(call["billsec"] for call in calls)
    assert keys("-billsec", "billsec") == sorted((call["billsec"] for call in calls), reverse=True)
    qualities = [qos and qos["mos"] for qos in keys("mos", "qos")]
    measured = [mos for mos in qualities if mos is not None]
    assert measured == sorted(measured) and qualities[:len(measured)] == measured


def test_the_contract_is_the_file_in_the_repository(contract, tmp_path):
    converted = tmp_path / "openapi.json"
    subprocess.run(["/usr/bin/python3", PROJECT / "tools/openapi_json.py", "--output", converted,
                    PROJECT / "docs/openapi.yaml"], check=True)
    assert json.loads(converted.read_text(encoding="utf-8")) == contract
