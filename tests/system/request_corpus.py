"""Raw requests that two servers could read differently, and what each way must make of them: the
inputs of tests/unit/http/request_corpus_test.cpp, as the public listener meets them.

A verdict is the statuses of the answers in their order; `*` marks those of requests that edgvoip
executed. Behind each input stands a second request, of `/healthz`, at once. Requests of `/docs` are
inside of others, and must never be executed.
"""

import dataclasses

NEXT = b"GET /healthz HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"
LINE = b"GET /readyz HTTP/1.1\r\n"


@dataclasses.dataclass
class Case:
    raw: bytes
    direct: str
    behind: str


def get(target: bytes = b"/readyz", fields: bytes = b"") -> bytes:
    return b"GET " + target + b" HTTP/1.1\r\nHost: test\r\n" + fields + b"\r\n"


def post(fields: bytes, body: bytes = b"") -> bytes:
    return b"POST /readyz HTTP/1.1\r\nHost: test\r\n" + fields + b"\r\n" + body


def with_line(line: bytes) -> bytes:
    return line + b"\r\nHost: a\r\n\r\n"


def many_fields(count: int) -> bytes:
    return b"".join(b"X-%d: y\r\n" % n for n in range(count))


SMUGGLED_ROUTE = "/docs"
SMUGGLED = get(b"/docs")
SMUGGLED_LENGTH = b"Content-Length: %d\r\n" % len(SMUGGLED)
CHUNKED = b"Transfer-Encoding: chunked\r\n"

INPUTS = {
    "chunked": post(CHUNKED, b"0\r\n\r\n"),
    "chunked_get": get(fields=CHUNKED) + b"0\r\n\r\n",
    "chunked_get_with_smuggled": get(fields=CHUNKED) + b"%x\r\n%s\r\n0\r\n\r\n" % (
        len(SMUGGLED), SMUGGLED),
    "gzip": post(b"Transfer-Encoding: gzip\r\n", b"0\r\n\r\n"),
    "gzip_get": get(fields=b"Transfer-Encoding: gzip\r\n"),
    "xchunked": get(fields=b"Transfer-Encoding: xchunked\r\n"),
    "chunked_identity": get(fields=b"Transfer-Encoding: chunked, identity\r\n"),
    "identity": get(fields=b"Transfer-Encoding: identity\r\n"),
    "empty_encoding": get(fields=b"Transfer-Encoding:\r\n"),
    "mixed_case_tab": get(fields=b"tRANSFER-eNCODING:\tchunked\r\n") + b"0\r\n\r\n",
    "encoding_twice": get(fields=CHUNKED + b"Transfer-Encoding: identity\r\n") + b"0\r\n\r\n",
    "gzip_with_length": post(b"Transfer-Encoding: gzip\r\nContent-Length: 5\r\n", b"0\r\n\r\n"),
    "chunked_behind_length": post(b"Content-Length: 5\r\n" + CHUNKED, b"0\r\n\r\n"),
    "length_behind_chunked": post(CHUNKED + SMUGGLED_LENGTH, b"0\r\n\r\n" + SMUGGLED),
    "http10_chunked": b"POST /readyz HTTP/1.0\r\n" + CHUNKED + b"\r\n0\r\n\r\n",
    "trailers": post(CHUNKED, b"0\r\nAuthorization: Bearer x\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n"),
    "encoding_space_before_colon": post(b"Transfer-Encoding : chunked\r\n", b"0\r\n\r\n"),
    "encoding_folded": post(b"X: y\r\n Transfer-Encoding: chunked\r\n", b"0\r\n\r\n"),
    "encoding_vertical_tab": post(b"Transfer-Encoding\x0b: chunked\r\n"),
    "get_with_body": get(fields=b"Content-Length: 5\r\n") + b"hello",
    "get_with_smuggled_body": get(fields=SMUGGLED_LENGTH) + SMUGGLED,
    "head_with_body": b"HEAD /readyz HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\n\r\nx",
    "options_with_body": b"OPTIONS * HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\n\r\nx",
    "get_with_empty_body": get(fields=b"Content-Length: 0\r\n"),
    "post_with_smuggled_body": post(SMUGGLED_LENGTH, SMUGGLED),
    "put_with_smuggled_body": b"PUT /readyz HTTP/1.1\r\nHost: t\r\n" + SMUGGLED_LENGTH + b"\r\n"
                              + SMUGGLED,
    "post_much_too_large": post(b"Content-Length: 18446744073709551615\r\n"),
    "length_plus": post(b"Content-Length: +5\r\n", b"hello"),
    "length_minus": post(b"Content-Length: -5\r\n", b"hello"),
    "length_hex": post(b"Content-Length: 0x5\r\n", b"hello"),
    "length_list": post(b"Content-Length: 5, 5\r\n", b"hello"),
    "length_empty": post(b"Content-Length: \r\n", b"hello"),
    "length_inner_space": post(b"Content-Length: 5 5\r\n", b"hello"),
    "length_overflow": post(b"Content-Length: 18446744073709551621\r\n", b"hello"),
    "length_twice_equal": post(b"Content-Length: 5\r\nContent-Length: 5\r\n", b"hello"),
    "length_twice_different": post(b"Content-Length: 5\r\nContent-Length: 6\r\n", b"hello"),
    "length_space_before_colon": get(fields=b"Content-Length : 5\r\n") + b"hello",
    "no_host": LINE + b"\r\n",
    "two_hosts": LINE + b"Host: a\r\nHost: b\r\n\r\n",
    "two_equal_hosts": LINE + b"Host: a\r\nhost: a\r\n\r\n",
    "host_list": LINE + b"Host: a, b\r\n\r\n",
    "host_with_path": LINE + b"Host: a/b\r\n\r\n",
    "host_with_user": LINE + b"Host: a@b\r\n\r\n",
    "host_with_space": LINE + b"Host: a b\r\n\r\n",
    "host_folded": LINE + b"Host: a\r\n b\r\n\r\n",
    "two_authorizations": get(fields=b"Authorization: a\r\nauthorization: b\r\n"),
    "folded_with_space": get(fields=b"X: a\r\n b\r\n"),
    "folded_with_tab": get(fields=b"X: a\r\n\tb\r\n"),
    "fold_before_first_field": LINE + b" X: a\r\nHost: a\r\n\r\n",
    "space_before_colon": get(fields=b"X : a\r\n"),
    "no_colon": get(fields=b"X\r\n"),
    "no_name": get(fields=b": a\r\n"),
    "nul_in_value": get(fields=b"X: a\0b\r\n"),
    "nul_in_name": get(fields=b"X\0: a\r\n"),
    "control_in_value": get(fields=b"X: a\x01\r\n"),
    "cr_in_value": get(fields=b"X: a\rb\r\n"),
    "lf_in_value": get(fields=b"X: a\nY: b\r\n"),
    "bare_line_feeds": b"GET /readyz HTTP/1.1\nHost: a\n\n",
    "too_many_fields": get(fields=many_fields(64)),
    "header_too_large": get(fields=b"X: " + b"x" * 8192 + b"\r\n"),
    "header_too_large_in_all": get(fields=b"".join(b"X-%d: %s\r\n" % (n, b"x" * 1000)
                                                   for n in range(9))),
    "unknown_expectation": get(fields=b"Expect: magic\r\n"),
    "query": get(b"/readyz?a=%zz&b"),
    "target_too_long": get(b"/" + b"a" * 4096),
    "target_endless": b"GET /" + b"a" * 9000,
    "absolute_form": get(b"http://test/readyz"),
    "no_slash": get(b"readyz"),
    "star_for_get": get(b"*"),
    "authority_form": b"CONNECT test:80 HTTP/1.1\r\nHost: test:80\r\n\r\n",
    "fragment": get(b"/readyz#a"),
    "high_bytes": get(b"/\xc3\xa8"),
    "tab": get(b"/a\tb"),
    "space": get(b"/a b"),
    "nul": get(b"/a\0"),
    "percent_alone": get(b"/a%"),
    "percent_odd": get(b"/a%zz"),
    "percent_nul": get(b"/a%00"),
    "percent_line_end": get(b"/a%0d%0aX:%20y"),
    "percent_smuggled": get(b"/a%20HTTP/1.1%0d%0aHost:%20a%0d%0a%0d%0aGET%20/docs"),
    "percent_slash": get(b"/api%2fcdr"),
    "percent_backslash": get(b"/api%5Ccdr"),
    "backslash": get(b"/api\\cdr"),
    "percent_overlong_slash": get(b"/%c0%af"),
    "percent_twice": get(b"/%252f"),
    "dots": get(b"/a/../healthz"),
    "http09": b"GET /readyz\r\n",
    "http12": with_line(b"GET /readyz HTTP/1.2"),
    "http20": with_line(b"GET /readyz HTTP/2.0"),
    "http2_preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "http_lower_case": with_line(b"GET /readyz http/1.1"),
    "http10": b"GET /readyz HTTP/1.0\r\n\r\n",
    "odd_method": with_line(b"G{T /readyz HTTP/1.1"),
    "two_spaces": with_line(b"GET  /readyz HTTP/1.1"),
    "tab_for_space": with_line(b"GET\t/readyz\tHTTP/1.1"),
    "empty_line_first": b"\r\n" + get(),
    "two_empty_lines_first": b"\r\n\r\n" + get(),
    "upgrade": get(fields=b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                          b"HTTP2-Settings: AAMAAABkAAQAAP__\r\n"),
    "connection_names_host": get(fields=b"Connection: Host, keep-alive\r\n"),
    "tls_hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
}

# Directly, and behind nginx, which forwards less: what it mends, forwards as something else, or
# answers itself is its business; what it forwards, edgvoip judges once more.
VERDICTS = {
    "chunked": ("501", "405* 200*"),
    "chunked_get": ("501", "200* 200*"),
    "chunked_get_with_smuggled": ("501", "400 200*"),
    "gzip": ("501", "501"),
    "gzip_get": ("501", "501"),
    "xchunked": ("501", "501"),
    "chunked_identity": ("501", "501"),
    "identity": ("501", "501"),
    "empty_encoding": ("501", "501"),
    "mixed_case_tab": ("501", "501"),
    "encoding_twice": ("501", "400"),
    "gzip_with_length": ("501", "501"),
    "chunked_behind_length": ("501", "400"),
    "length_behind_chunked": ("501", "400"),
    "http10_chunked": ("501", "400"),
    "trailers": ("501", "405* 200*"),
    "encoding_space_before_colon": ("400", "400"),
    "encoding_folded": ("400", "400"),
    "encoding_vertical_tab": ("400", "400"),
    "get_with_body": ("400", "400 200*"),
    "get_with_smuggled_body": ("400", "400 200*"),
    "head_with_body": ("400", "400 200*"),
    "options_with_body": ("400", "400"),
    "get_with_empty_body": ("200* 200*", "200* 200*"),
    "post_with_smuggled_body": ("405*", "405* 200*"),
    "put_with_smuggled_body": ("405*", "405* 200*"),
    "post_much_too_large": ("405*", "400"),
    "length_plus": ("400", "400"),
    "length_minus": ("400", "400"),
    "length_hex": ("400", "400"),
    "length_list": ("400", "400"),
    "length_empty": ("400", "400"),
    "length_inner_space": ("400", "400"),
    "length_overflow": ("400", "400"),
    "length_twice_equal": ("400", "400"),
    "length_twice_different": ("400", "400"),
    "length_space_before_colon": ("400", "400"),
    "no_host": ("400", "400"),
    "two_hosts": ("400", "400"),
    "two_equal_hosts": ("400", "400"),
    "host_list": ("400", "400"),
    "host_with_path": ("400", "400"),
    "host_with_user": ("400", "400 200*"),
    "host_with_space": ("400", "400"),
    "host_folded": ("400", "400"),
    "two_authorizations": ("400", "400"),
    "folded_with_space": ("400", "400"),
    "folded_with_tab": ("400", "400"),
    "fold_before_first_field": ("400", "400"),
    "space_before_colon": ("400", "400"),
    "no_colon": ("400", "200* 200*"),
    "no_name": ("400", "400"),
    "nul_in_value": ("400", "400"),
    "nul_in_name": ("400", "400"),
    "control_in_value": ("400", "400 200*"),
    "cr_in_value": ("400", "400"),
    "lf_in_value": ("400", "200* 200*"),
    "bare_line_feeds": ("400", "200* 200*"),
    "too_many_fields": ("431", "431 200*"),
    "header_too_large": ("431", "400"),
    "header_too_large_in_all": ("431", "431 200*"),
    "unknown_expectation": ("417", "200* 200*"),
    "query": ("400* 200*", "400* 200*"),
    "target_too_long": ("414", "414 200*"),
    "target_endless": ("414", "414"),
    "absolute_form": ("400", "200* 200*"),
    "no_slash": ("400", "400"),
    "star_for_get": ("400", "400"),
    "authority_form": ("400", "400"),
    "fragment": ("400", "400 200*"),
    "high_bytes": ("400", "400 200*"),
    "tab": ("400", "400"),
    "space": ("400", "400"),
    "nul": ("400", "400"),
    "percent_alone": ("400", "400"),
    "percent_odd": ("400", "400"),
    "percent_nul": ("400", "400"),
    "percent_line_end": ("400", "400 200*"),
    "percent_smuggled": ("400", "400 200*"),
    "percent_slash": ("400", "400 200*"),
    "percent_backslash": ("400", "400 200*"),
    "backslash": ("400", "400 200*"),
    "percent_overlong_slash": ("400", "400 200*"),
    "percent_twice": ("404* 200*", "404* 200*"),
    "dots": ("404* 200*", "404* 200*"),
    "http09": ("400", ""),
    "http12": ("505", "200* 200*"),
    "http20": ("505", "505"),
    "http2_preface": ("505", "400"),
    "http_lower_case": ("400", "400"),
    "http10": ("200*", "400"),
    "odd_method": ("400", "400"),
    "two_spaces": ("400", "200* 200*"),
    "tab_for_space": ("400", "400"),
    "empty_line_first": ("200* 200*", "200* 200*"),
    "two_empty_lines_first": ("400", "200* 200*"),
    "upgrade": ("200* 200*", "200* 200*"),
    "connection_names_host": ("200* 200*", "200* 200*"),
    "tls_hello": ("400", "400"),
}

CASES = {name: Case(raw, *VERDICTS[name]) for name, raw in INPUTS.items()}
