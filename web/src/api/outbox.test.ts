import assert from "node:assert/strict";
import { test } from "node:test";
import { type Problem, Refusal, ServerGone } from "./client";
import { type Answer, OutboxCore, type Receipt, type Words } from "./outbox_core";

const words = (note: string): Words => ({ state: "met", branches: [], note, reason: "", planned_on: null, planned_owner: "" });
const now = { isHeld: false, isTyping: false };

class MemoryStorage {
  private items = new Map<string, string>();
  get length() { return this.items.size; }
  key(index: number) { return [...this.items.keys()][index] ?? null; }
  getItem(name: string) { return this.items.get(name) ?? null; }
  setItem(name: string, value: string) { this.items.set(name, value); }
  removeItem(name: string) { this.items.delete(name); }
}

// A server that keeps a receipt for every key, and can lose its answer on the way back.
class Server {
  version = 0;
  note = "";
  stored = 0;
  losesAnswer = false;
  private receipts = new Map<string, Receipt>();
  save(key: string, version: number, sent: Words): Receipt {
    const known = this.receipts.get(key);
    if (known) return known;
    if (version !== this.version) {
      const current = { ...sent, criterion: "1", version: this.version, note: this.note } as unknown as Answer;
      throw new Refusal({ type: "", title: "", status: 409, key: "answer.changed_meanwhile", current } as Problem);
    }
    this.version += 1;
    this.stored += 1;
    this.note = sent.note;
    const receipt = { id: "1", version: this.version };
    this.receipts.set(key, receipt);
    if (this.losesAnswer) throw new ServerGone("cut off");
    return receipt;
  }
}

function set(server: Server, storage = new MemoryStorage()) {
  const timers: (() => void)[] = [];
  let keys = 0;
  const outbox = new OutboxCore({
    storage,
    send: async (_slot, key, version, sent) => server.save(key, version, sent),
    newKey: () => `key-${storage.length}-${keys++}`,
    later: (act) => void timers.push(act),
  });
  outbox.open("person");
  const settle = async () => {
    while (timers.length > 0) {
      timers.splice(0).forEach((act) => act());
      for (let turn = 0; turn < 10; ++turn) await Promise.resolve();
      if (server.losesAnswer) break;
    }
  };
  return { outbox, settle, storage };
}

test("a save is forgotten once the server has acknowledged it", async () => {
  const server = new Server();
  const { outbox, settle, storage } = set(server);
  outbox.put("a", "1", 0, words("one"), now);
  assert.equal(storage.length, 1, "kept before it is sent");
  await settle();
  assert.equal(server.note, "one");
  assert.equal(outbox.size() + storage.length, 0);
});

test("a save whose answer was lost is stored once, and words typed meanwhile follow it", async () => {
  const server = new Server();
  const { outbox, settle } = set(server);
  server.losesAnswer = true;
  outbox.put("a", "1", 0, words("one"), now);
  await settle();
  outbox.put("a", "1", 0, words("two"), now);
  server.losesAnswer = false;
  await settle();
  assert.deepEqual([server.stored, server.note, server.version], [2, "two", 2]);
  assert.equal(outbox.size(), 0);
});

test("an unanswered save survives a reload and is still stored once", async () => {
  const server = new Server();
  const before = set(server);
  server.losesAnswer = true;
  before.outbox.put("a", "1", 0, words("one"), now);
  await before.settle();
  server.losesAnswer = false;
  const after = set(server, before.storage);
  await after.settle();
  assert.equal(server.stored, 1);
  assert.equal(after.outbox.size() + after.storage.length, 0);
});

test("another person's save is never overwritten in silence", async () => {
  const server = new Server();
  server.save("other", 0, words("theirs"));
  const { outbox, settle } = set(server);
  outbox.put("a", "1", 0, words("mine"), now);
  await settle();
  assert.equal(server.note, "theirs");
  assert.equal(outbox.slot("a", "1")?.theirs?.note, "theirs");
  assert.equal(outbox.slot("a", "1")?.words?.note, "mine");
  outbox.resolve("a", "1", "mine");
  await settle();
  for (let turn = 0; turn < 10; ++turn) await Promise.resolve();
  assert.equal(server.note, "mine");
  assert.equal(outbox.size(), 0);
});

test("words that are not fit to send are kept and not sent", async () => {
  const server = new Server();
  const { outbox, settle, storage } = set(server);
  outbox.put("a", "1", 0, words("plan"), { isHeld: true, isTyping: false });
  await settle();
  assert.equal(server.stored, 0);
  assert.equal(storage.length, 1);
});

test("words of another person in the same browser are left alone", async () => {
  const server = new Server();
  const { outbox, settle, storage } = set(server);
  outbox.put("a", "1", 0, words("mine"), { isHeld: true, isTyping: false });
  await settle();
  outbox.open("someone else");
  assert.equal(outbox.size(), 0);
  assert.equal(storage.length, 1);
});
