"""For every rule: trees that break it, with where it must say so, and trees that keep it."""

import pathlib
import tempfile

from .files import Tree

TABLE = """
| `base` | – | `boost/system`, `spdlog` in `observer.cpp` |
| `sql` | `base` | `sqlite3.h` in `sqlite/*` |
| `edgvoip/call` | `base` | – |
| `edgvoip/store` | `base`, `sql`, `sql/sqlite/open.hpp`, `edgvoip/call` | – |
| `edgvoip/app` | `base`, `edgvoip/*` | `CLI` |
"""


def source(text: str) -> dict[str, str]:
    return {"src/base/a.cpp": text}


def include(path: str, *headers: str) -> dict[str, str]:
    return {"docs/architecture.md": TABLE,
            path: "".join(f"#include {header}\n" for header in headers)}


def awaited(statement: str) -> dict[str, str]:
    return source("task f() {\n    " + statement + "\n}\n")


SPEAKER = "src/edgvoip/source/freeswitch/event_socket_link.cpp"
SQL = "src/edgvoip/store/sql/page.sql"
LONG = "x" * 101

# rule: [(files, where the findings must be)]
BAD = {
    "layers": [
        (include("src/base/a.cpp", '"sql/value.hpp"'), ["src/base/a.cpp:1"]),
        (include("src/edgvoip/call/a.cpp", '"base/ids.hpp"', '"edgvoip/store/store.hpp"'),
         ["src/edgvoip/call/a.cpp:2"]),
        (include("src/edgvoip/call/a.cpp", "<boost/json.hpp>"), ["src/edgvoip/call/a.cpp:1"]),
        (include("src/base/clock.cpp", "<spdlog/spdlog.h>"), ["src/base/clock.cpp:1"]),
        (include("src/sql/open.cpp", "<sqlite3.h>"), ["src/sql/open.cpp:1"]),
        (include("src/edgvoip/store/a.cpp", '"sql/sqlite/database.hpp"'),
         ["src/edgvoip/store/a.cpp:1"]),
        (include("src/edgvoip/store/a.cpp", '"store.hpp"'), ["src/edgvoip/store/a.cpp:1"]),
        (include("src/edgvoip/elsewhere/a.cpp", '"base/ids.hpp"'),
         ["src/edgvoip/elsewhere/a.cpp:1"]),
    ],
    "base_size": [({f"src/base/h{i:02}.hpp": "" for i in range(11)}, ["src/base/h10.hpp:1"])],
    "described_folders": [
        (include("src/base/a.cpp", "<string>"), ["docs/architecture.md:1"]),
    ],
    "co_await": [
        (awaited("co_await f(Aggregate{1});"), ["src/base/a.cpp:2"]),
        (awaited("auto x = co_await f({.a = 1});"), ["src/base/a.cpp:2"]),
        (awaited("co_await f(a, [b] { return b; });"), ["src/base/a.cpp:2"]),
        (awaited("co_await f(\n        [b] { return b; });"), ["src/base/a.cpp:2"]),
        (awaited("if (co_await f(a)) return;"), ["src/base/a.cpp:2"]),
        (awaited("while (auto x = co_await f(a)) {}"), ["src/base/a.cpp:2"]),
        (awaited("co_return co_await f(a);"), ["src/base/a.cpp:2"]),
        (awaited("g(co_await f(a));"), ["src/base/a.cpp:2"]),
        (awaited("auto x = (co_await f(a)).value();"), ["src/base/a.cpp:2"]),
    ],
    "atomic_shared_pointer": [
        (source("std::atomic<std::shared_ptr<int>> a;\n"), ["src/base/a.cpp:1"]),
        (source("\nstd::atomic< std::weak_ptr<int> > a;\n"), ["src/base/a.cpp:2"]),
    ],
    "said_to_a_pbx": [
        ({SPEAKER: "int a = s.write_some(a);\nint b = s.write_some(b);\n"}, [f"{SPEAKER}:2"]),
        ({"src/edgvoip/source/b/a.cpp": "void f() {\n    asio::async_write(s, b, h);\n}\n"},
         ["src/edgvoip/source/b/a.cpp:2"]),
        ({"src/edgvoip/source/a.cpp": "void f() {\n    ::send(s, b, 1, 0);\n}\n"},
         ["src/edgvoip/source/a.cpp:2"]),
    ],
    "pragma_once": [({"src/base/a.hpp": "// #pragma once\n"}, ["src/base/a.hpp:1"])],
    "names": [
        ({"src/base/string_utils.hpp": ""}, ["src/base/string_utils.hpp:1"]),
        ({"src/common/a.hpp": ""}, ["src/common/a.hpp:1"]),
        (source("class CallManager {};\n"), ["src/base/a.cpp:1"]),
        (source("\nnamespace base::misc {\n}\n"), ["src/base/a.cpp:2"]),
    ],
    "registered_sources": [
        ({"tests/unit/a_test.cpp": ""}, ["tests/unit/a_test.cpp:1"]),
        ({"src/base/a.cpp": "", "src/base/CMakeLists.txt": "SOURCES aa.cpp b/a.cpp"},
         ["src/base/a.cpp:1"]),
    ],
    "formatted": [(source("int  a;\n"), ["src/base/a.cpp:1"])],
    "length": [
        ({"src/base/a.cpp": "\n" * 501}, ["src/base/a.cpp:501"]),
        ({"run": "#!/bin/bash\n# " + LONG}, ["run:2"]),
        ({"tools/a.py": LONG}, ["tools/a.py:1"]),
    ],
    "forbidden_words": [
        (source("// TO" "DO: later\n"), ["src/base/a.cpp:1"]),
        ({"README.md": "\nsee ../sha" "red/data\n"}, ["README.md:2"]),
        ({"tests/a.py": "open('/wo" "rk/x')"}, ["tests/a.py:1"]),
    ],
    "lock_files": [
        ({"web/package-lock.json": '{\n"resolved": "https://npm.example/a.tgz"}'},
         ["web/package-lock.json:2"]),
        ({"web/.npmrc": "registry=https://npm.example/\n"}, ["web/.npmrc:1"]),
    ],
    "links": [({"docs/a.md": "\n[b](b.md)\n"}, ["docs/a.md:2"])],
    "test_inputs": [
        ({"tests/api/cdr.http": " \n"}, ["tests/api/cdr.http:1"]),
        ({"tests/scenario/queue/lost.txt": ""}, ["tests/scenario/queue/lost.txt:1"]),
    ],
    "sql": [
        ({SQL: "SELECT 1\n  , a::text"}, [f"{SQL}:2"]),
        ({SQL: "WITH tenant_calls AS (SELECT 1) SELECT 1"}, [f"{SQL}:1"]),
        ({SQL: "WITH a AS (SELECT 1), tenant_legs (b) AS (SELECT 1) SELECT 1"}, [f"{SQL}:1"]),
        ({SQL: "SELECT 1 FROM calls AS tenant_calls"}, [f"{SQL}:1"]),
        ({SQL: "SELECT 1 FROM calls tenant_legs"}, [f"{SQL}:1"]),
    ],
    "executable": [({"run": "#!/bin/bash\n"}, ["run:1"])],
}

GOOD = {
    "layers": [
        include("src/base/observer.cpp", '"base/observer.hpp"', "<spdlog/spdlog.h>", "<string>"),
        include("src/sql/sqlite/statement.cpp", "<sqlite3.h>", '"sql/sqlite/statement.hpp"'),
        include("src/sql/open.cpp", '"sql/sqlite/database.hpp"'),
        include("src/edgvoip/store/open.cpp", '"edgvoip/store/sqlite/store.hpp"',
                '"edgvoip/call/call.hpp"', "<sys/stat.h>", "<unistd.h>"),
        include("src/edgvoip/store/sqlite/a.cpp", '"edgvoip/store/sql/statements.hpp"',
                '"sql/sqlite/open.hpp"'),
        include("src/edgvoip/app/serve.cpp", '"edgvoip/store/sqlite/store.hpp"', "<CLI/CLI.hpp>"),
    ],
    "base_size": [{f"src/base/h{i:02}.hpp": "" for i in range(10)}],
    "described_folders": [{"docs/architecture.md": "`src/base/` is", "src/base/a.cpp": ""}],
    "co_await": [
        awaited("co_await f(a, b);"),
        awaited("auto [error, size] = co_await socket.read(buffer, token);"),
        awaited("const auto x = co_await async::f<int>(std::move(a));"),
        awaited("for (;;) {\n        x = co_await f(a);\n    }"),
        awaited("if (a) co_await f(a);"),
        awaited("// co_await f(Aggregate{1});"),
        awaited('g("co_await f({})");'),
    ],
    "atomic_shared_pointer": [source("std::atomic<int*> a; std::shared_ptr<int> b;\n")],
    "said_to_a_pbx": [
        {SPEAKER: "void f() {\n    s.write_some(a);\n}\n"},
        {"src/http/a.cpp": "void f() {\n    s.write_some(a);\n}\n"},
        {"src/edgvoip/source/a.cpp": "void sender();  // send(a)\n"},
    ],
    "pragma_once": [{"src/base/a.hpp": "#pragma once\n"}],
    "names": [source("class CallWriter {}; struct Commonwealth {};\n")],
    "registered_sources": [
        {"src/base/b/a.cpp": "", "src/base/CMakeLists.txt": "edg_layer(base SOURCES b/a.cpp)"},
        {"fuzz/a.cpp": "", "fuzz/CMakeLists.txt": "foreach(name a b)"},
    ],
    "formatted": [source("int a;\n")],
    "length": [{"src/base/a.cpp": "\n" * 500, "README.md": LONG, "tools/a.py": "è" * 100},
               source(f'auto a = R"x(\n{LONG})x";\n')],
    "forbidden_words": [source("// frame" "/wo" "rk/ and todo.md\n")],
    "lock_files": [{"web/package-lock.json": '{"resolved": false, "integrity": "sha512-a"}'}],
    "links": [{"docs/a.md": "[b](b.md#c) [d](https://d.example/) [e](#e)", "docs/b.md": ""}],
    "test_inputs": [{"tests/api/cdr.http": "GET /api/cdr\n"}],
    "sql": [
        {SQL: "-- a::b\nSELECT tenant_id, '::' FROM tenant_calls AS c WHERE tenant_id = $1"},
        {SQL: "CREATE VIEW tenant_calls AS SELECT id AS tenant_id FROM calls"},
    ],
    "executable": [{"README.md": "#a"}],
}


def places(rule, files: dict[str, str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return sorted({f"{finding.path}:{finding.line}" for finding in rule(Tree(root))})


def all_behave(rules) -> bool:
    """Runs every sample; prints those that go wrong, then `N passed, N failed`."""
    passed = failed = 0
    for rule in rules:
        name = rule.__name__
        cases = BAD[name] + [(files, []) for files in GOOD[name]]
        for files, expected in cases:
            found = places(rule, files)
            if found == expected:
                passed += 1
            else:
                failed += 1
                print(f"self-test: {name}: {files}\n  expected {expected}, found {found}")
    print(f"self-test: {passed} passed, {failed} failed")
    return failed == 0
