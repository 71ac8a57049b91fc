"""A client of yaml-language-server, just large enough to ask what it has to say about files."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
}


class LanguageServer:
    """A running server, spoken to over its standard input and output."""

    def __init__(self, command: Iterable[str]) -> None:
        self._process = subprocess.Popen(
            list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._asked = 0

    def __enter__(self) -> Self:
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": SETTINGS})
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def complaints(self, path: Path, text: str | None = None) -> list[dict[str, Any]]:
        """Open a file, with a text of its own if given, and return what the server says of it."""
        uri = path.resolve().as_uri()
        content = path.read_text(encoding="utf-8") if text is None else text
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": content}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while True:
            message = self._hear()
            told = message.get("method") == "textDocument/publishDiagnostics"
            if told and message["params"]["uri"] == uri:
                self._tell("textDocument/didClose", {"textDocument": {"uri": uri}})
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def ask_at(self, method: str, path: Path, text: str, line: int, character: int) -> Any:
        """Ask something of a place in a text: a hover, or completions."""
        uri = path.resolve().as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        place = {"line": line, "character": character}
        answer = self._ask(method, {"textDocument": {"uri": uri}, "position": place})
        self._tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        return answer

    def _ask(self, method: str, parameters: dict[str, Any]) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": parameters})
        while True:
            message = self._hear()
            if message.get("id") == self._asked and "method" not in message:
                return message.get("result")

    def _tell(self, method: str, parameters: dict[str, Any]) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        """Read the next message; answer what the server itself asks with its settings."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise RuntimeError("the language server has gone")
        message: dict[str, Any] = json.loads(stream.read(length))
        if "method" in message and "id" in message:
            parts = message.get("params", {}).get("items", [])
            result = [SETTINGS.get(part.get("section", "")) for part in parts] or None
            self._send({"id": message["id"], "result": result})
        return message
