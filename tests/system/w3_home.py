"""An edgvoip with a simulated chain and a w3suite beside it, both real processes."""

import contextlib
import http.client
import http.cookies
import json
import os
import pathlib
import ssl
import subprocess
import time

from processes import PATIENCE_SECONDS, PROGRAM, Answer, Home, free_port

W3SUITE = PROGRAM.parent / "w3suite"
INDEX = b"<!doctype html><title>W3</title>"
SCRIPT = b"console.log('W3');" * 50
PASSWORD = "quattro parole da ricordare"


class Browser:
    """Keeps the session's cookie and CSRF token, as a page would."""

    def __init__(self, port: int, client: str | None = None,
                 tls: ssl.SSLContext | None = None) -> None:
        self.port = port
        self.tls = tls
        self.cookie: str | None = None
        self.csrf: str | None = None
        self.fields = {} if client is None else {"X-Forwarded-For": client}

    def connection(self) -> http.client.HTTPConnection:
        if self.tls is None:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS,
                                           context=self.tls)

    def send(self, method: str, target: str, body=None, **headers) -> Answer:
        connection = self.connection()
        fields = dict(self.fields)
        if self.cookie:
            fields["Cookie"] = self.cookie
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(connection):
            connection.request(method, target, body, fields)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def get(self, target: str, **headers) -> Answer:
        return self.send("GET", target, **headers)

    def post(self, target: str, value=None, **headers) -> Answer:
        fields = {"Content_Type": "application/json", "Sec_Fetch_Site": "same-origin"}
        if self.csrf:
            fields["X_CSRF_Token"] = self.csrf
        body = json.dumps({} if value is None else value).encode()
        return self.send("POST", target, body, **(fields | headers))

    def log_in(self, email: str, password: str, **more) -> Answer:
        answer = self.post("/w3/login", {"email": email, "password": password} | more)
        if answer.status == 200:
            cookie = http.cookies.SimpleCookie(answer.headers["Set-Cookie"])
            (name, morsel), = cookie.items()
            self.cookie = f"{name}={morsel.value}"
            self.csrf = answer.json["csrf"]
        return answer

    def call_ids(self, query: str = "") -> list[str]:
        answer = self.get(f"/api/cdr?page_size=500{query}")
        assert answer.status == 200, answer.body
        return [call["call_id"] for call in answer.json["items"]]


class W3Home:
    """A folder with the configurations, stores and pages of both programs."""

    def __init__(self, folder: pathlib.Path, tenants: int = 2, days: int = 3,
                 calls: int = 20) -> None:
        self.edgvoip = Home(folder)
        self.folder = folder
        self.port = free_port()
        self.private_port = free_port()
        self.tls: ssl.SSLContext | None = None  # what browsers need when W3 is under TLS
        self.config = folder / "w3suite.toml"
        self.edgvoip.do("simulate", "--store", f"sqlite:{folder}/edgvoip.db", "--directory",
                        folder / "directory.json", "--seed", 7, "--tenants", tenants, "--stores", 2,
                        "--days", days, "--calls", calls)
        directory = json.loads(self.edgvoip.directory.read_text(encoding="utf-8"))
        self.tenants = sorted(directory["tenants"], key=lambda tenant: tenant["sip_domain"])
        self.domain = self.tenants[0]["sip_domain"]
        web = folder / "web"
        (web / "assets").mkdir(parents=True)
        (web / "index.html").write_bytes(INDEX)
        (web / "assets/app-1a2b.js").write_bytes(SCRIPT)
        subprocess.run(["gzip", "-k", web / "assets/app-1a2b.js"], check=True)
        self.write_config()
        self.do("key")
        self.trust()

    def trust(self, **changed) -> None:
        """edgvoip believes W3's key and what it says of clients; `changed` as in write_config."""
        issuer = (f'[[auth.issuer]]\nissuer = "w3suite"\n'
                  f'jwks_file = {json.dumps(str(self.folder / "w3-jwks.json"))}\ntenants = ["*"]\n')
        self.edgvoip.write_config(issuer, api_trusted_proxies=["127.0.0.1"], **changed)

    def write_config(self, tenants=None, **changed) -> None:
        values = {
            "w3_listen": f"127.0.0.1:{self.port}",
            "w3_state": f"sqlite:{self.folder}/w3.db",
            "w3_trusted_proxies": ["127.0.0.1"],
            "private_listen": f"127.0.0.1:{self.private_port}",
            "web_folder": str(self.folder / "web"),
            "edgvoip_address": f"127.0.0.1:{self.edgvoip.port}",
            "signing_key_file": str(self.folder / "w3-key.pem"),
            "signing_jwks_file": str(self.folder / "w3-jwks.json"),
            "callbacks_follow_ms": 100,
            "ratelimit_logins_per_minute": 0,
            "log_level": "debug",
        } | changed
        tables: dict[str, list[str]] = {}
        for key, value in values.items():
            table, name = key.split("_", 1)
            tables.setdefault(table, []).append(f"{name} = {json.dumps(value)}")
        text = "\n".join(f"[{table}]\n" + "\n".join(lines) for table, lines in tables.items())
        for tenant in self.tenants if tenants is None else tenants:
            text += f"\n[[tenant]]\ntenant_id = {json.dumps(tenant['tenant_id'])}\n" \
                    f"sip_domain = {json.dumps(tenant['sip_domain'])}\n" \
                    f"name = {json.dumps(tenant['name'])}\n" \
                    f"hosts = [{json.dumps(tenant['sip_domain'] + '.w3.test')}]\n"
        self.config.write_text(text, encoding="utf-8")

    def run(self, *arguments, **environment):
        return subprocess.run([W3SUITE, *map(str, arguments), "--config", self.config],
                              cwd=self.folder, env=os.environ | environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                              timeout=PATIENCE_SECONDS)

    def do(self, *arguments) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def add(self, email: str, *arguments, tenant: int = 0) -> str:
        """A person by the command line; gives the first password."""
        return self.do("user", "add", "--email", email, "--name", email.split("@")[0],
                       "--sip-domain", self.tenants[tenant]["sip_domain"], *arguments).strip()

    def browser(self, client: str | None = None) -> Browser:
        return Browser(self.port, client, self.tls)

    def logged_in(self, email: str, *arguments, tenant: int = 0) -> Browser:
        """Somebody new, with a password of the own choice."""
        first = self.add(email, *arguments, tenant=tenant)
        browser = self.browser()
        domain = self.tenants[tenant]["sip_domain"]
        assert browser.log_in(email, first, sip_domain=domain).status == 200
        changed = browser.post("/w3/password", {"current": first, "new": PASSWORD})
        assert changed.status == 204, changed.body
        return browser

    def launch(self) -> subprocess.Popen:
        """The server as soon as its process is there; the caller ends it."""
        with (self.folder / "w3.log").open("ab") as log:
            return subprocess.Popen([W3SUITE, "serve", "--config", self.config],
                                    cwd=self.folder, stdout=log, stderr=log)

    @contextlib.contextmanager
    def serving(self):
        process = self.launch()
        try:
            self.await_ready(process)
            yield process
            process.terminate()
            assert process.wait(PATIENCE_SECONDS) == 0
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()

    def await_ready(self, process: subprocess.Popen) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            assert process.poll() is None, "w3suite ended while it started"
            with contextlib.suppress(OSError):
                if self.browser().get("/readyz").status == 200:
                    return
            time.sleep(0.05)
        raise AssertionError("w3suite did not become ready")

    def log(self) -> str:
        return (self.folder / "w3.log").read_text(encoding="utf-8")

    def audit(self, browser: Browser, **question) -> list[dict]:
        query = "&".join(f"{name}={value}" for name, value in question.items())
        answer = browser.get(f"/w3/audit?{query}")
        assert answer.status == 200, answer.body
        return answer.json["items"]
