"""Certificates for servers under test, and clients that trust them."""

import contextlib
import ssl
import subprocess


def make_identity(folder, name):
    """A certificate for 127.0.0.1 that nobody but itself signed, and its key."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "1",
                    "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", f"/CN={name}",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key.pem",
                    "-out", folder / "certificate.pem"], check=True, capture_output=True)


def trusting(folder):
    return ssl.create_default_context(cafile=folder / "certificate.pem")


def serial_number(server):
    """Of the certificate that a new connection is shown."""
    with contextlib.closing(server.connection()) as connection:
        connection.connect()
        return connection.sock.getpeercert()["serialNumber"]
