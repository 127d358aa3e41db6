#!/usr/bin/env python3
"""Makes vectors.json: a small ledger computed a second time, by code that shares nothing with src/ledger.

Tree hashing is the recursive definition of RFC 6962, section 2.1; signatures come from the openssl program. Run it where it
stands and read the difference: nothing should change."""
import base64, hashlib, json, pathlib, subprocess, tempfile

HERE = pathlib.Path(__file__).resolve().parent
ENTRIES = [b"", b"\x00", "星".encode(), b'{"type":"star.registered"}'] + [f"entry {i}".encode() * (i % 5 + 1) for i in range(4, 13)]
b64 = lambda data: base64.b64encode(data).decode()
sha = lambda data: hashlib.sha256(data).digest()


def root(entries):
    if not entries:
        return sha(b"")
    if len(entries) == 1:
        return sha(b"\x00" + entries[0])
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return sha(b"\x01" + root(entries[:k]) + root(entries[k:]))


def path(m, entries):
    if len(entries) == 1:
        return []
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return path(m, entries[:k]) + [root(entries[k:])] if m < k else path(m - k, entries[k:]) + [root(entries[:k])]


def subproof(m, entries, is_known):
    if m == len(entries):
        return [] if is_known else [root(entries)]
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return subproof(m, entries[:k], is_known) + [root(entries[k:])] if m <= k else subproof(m - k, entries[k:], False) + [root(entries[:k])]


class Key:
    def __init__(self, name, kind, seed):
        self.name, self.kind, self.seed = name, kind, seed
        self.der = bytes.fromhex("302e020100300506032b657004220420") + seed
        self.public = self.openssl("pkey", "-pubout", "-outform", "DER")[-32:]
        self.id = sha(name.encode() + b"\n" + bytes([kind]) + self.public)[:4]

    def openssl(self, *words, message=None):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "key").write_bytes(self.der)
            if message is None:
                return subprocess.run(["openssl", *words, "-inform", "DER", "-in", folder / "key"], check=True, capture_output=True).stdout
            (folder / "message").write_bytes(message)
            return subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-keyform", "DER", "-inkey", folder / "key", "-in", folder / "message"],
                                  check=True, capture_output=True).stdout

    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.public)}"

    def skey(self):
        return f"PRIVATE+KEY+{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.seed)}"

    def line(self, text, at=None):
        if at is None:
            return f"— {self.name} {b64(self.id + self.openssl(message=text.encode()))}\n"
        signed = self.openssl(message=f"cosignature/v1\ntime {at}\n{text}".encode())
        return f"— {self.name} {b64(self.id + at.to_bytes(8, 'big') + signed)}\n"


log = Key("register.example/star", 1, bytes(range(32)))
witnesses = [Key(f"witness.example/w{i}", 4, bytes([i]) * 32) for i in (1, 2, 3)]
sizes = []
for size in range(1, len(ENTRIES) + 1):
    entries = ENTRIES[:size]
    sizes.append({"size": size, "root": b64(root(entries)),
                  "inclusion": [[b64(h) for h in path(i, entries)] for i in range(size)],
                  "consistency": [[b64(h) for h in subproof(m, entries, True)] for m in range(1, size + 1)]})
text = f"{log.name}\n{len(ENTRIES)}\n{b64(root(ENTRIES))}\n"
checkpoint = text + "\n" + log.line(text) + witnesses[0].line(text, 1795996800) + witnesses[2].line(text, 1795996801)
proof = "c2sp.org/tlog-proof@v1\nindex 3\n" + "".join(b64(h) + "\n" for h in path(3, ENTRIES)) + "\n" + checkpoint
policy = f"# Who is believed.\nlog {log.vkey()} https://register.example/ledger\n" + "".join(
    f"witness w{i} {key.vkey()}\n" for i, key in enumerate(witnesses, 1)) + "group enough 2 w1 w2 w3\nquorum enough\n"
(HERE / "vectors.json").write_text(json.dumps({
    "entries": [b64(e) for e in ENTRIES], "empty_root": b64(root([])), "sizes": sizes,
    "log_key": log.vkey(), "log_private_key": log.skey(), "witness_private_key": witnesses[0].skey(),
    "checkpoint": checkpoint, "cosigned_at": 1795996800, "proof_index": 3, "proof": proof, "policy": policy}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
