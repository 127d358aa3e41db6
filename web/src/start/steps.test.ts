import assert from "node:assert/strict";
import { test } from "node:test";
import { firstOpen, openSteps, type Step, withImplied } from "./steps";

const words = { question: "", help: "" };
const steps: Step[] = ["pcs", "network_box", "firewall_over_internet", "cloud"].map((key) => ({ key, kind: "choice", ja: words, en: words }));

test("a firm without a box at its border is not asked who configures it", () => {
  assert.deepEqual(openSteps(steps, { network_box: "none" }).map(({ key }) => key), ["pcs", "network_box", "cloud"]);
  assert.equal(withImplied({ network_box: "none" })["firewall_over_internet"], "no");
  assert.equal("firewall_over_internet" in withImplied({ network_box: "utm" }), false);
});

test("the start goes on at the first step without an answer", () => {
  assert.equal(firstOpen(steps, { pcs: "28" }), 1);
  assert.equal(firstOpen(steps, { pcs: "28", network_box: "utm", firewall_over_internet: "no", cloud: "unknown" }), 4);
});
