// The manifests of the folder in MANIFESTS are good, and what is broken in a copy of them is found.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { mistakes } from "./manifests.mjs";

const folder = process.env.MANIFESTS;
const files = (await readdir(folder)).filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml");
const texts = new Map();
for (const file of files) {
  texts.set(file, await readFile(join(folder, file), "utf8"));
}

test("there are manifests", () => assert.ok(files.length >= 5, files.join()));

for (const [file, text] of texts) {
  test(`${file} is good`, async () => assert.deepEqual(await mistakes(file, text), []));
}

const BROKEN = [
  ["a misspelled field", "agents.yaml", "podManagementPolicy:", "podManagmentPolicy:",
    "StatefulSet of apps/v1: /spec/podManagmentPolicy: unknown field"],
  ["a field at the wrong depth", "agents.yaml", "      terminationGracePeriodSeconds: 60",
    "      containers2: {}\n      terminationGracePeriodSeconds: 60",
    "StatefulSet of apps/v1: /spec/template/spec/containers2: unknown field"],
  ["a misspelled field in a list", "agents.yaml", "containerPort: 7800", "containerPort: 7800\n              portNumber: 1",
    "/spec/template/spec/containers/0/ports/0/portNumber: unknown field"],
  ["a text for a number", "agents.yaml", "replicas: 3", 'replicas: "3"', "/spec/replicas"],
  ["a number for a text", "agents.yaml", 'value: "10000 65535"', "value: 10000", "/sysctls/0/value"],
  ["a word that is none of the allowed", "network-policy.yaml", "protocol: UDP", "protocol: HTTP", "/protocol"],
  ["a missing name of a claim", "coordinator-job.yaml", "            claimName: perf-reports", "            readOnly: true",
    "claimName"],
  ["an unknown kind", "network-policy.yaml", "kind: NetworkPolicy", "kind: NetworkPolicies",
    "NetworkPolicies of networking.k8s.io/v1: no such kind in a stable version"],
  ["a version that was removed", "agents.yaml", "apiVersion: apps/v1", "apiVersion: apps/v1beta1",
    "StatefulSet of apps/v1beta1: no such kind in a stable version"],
  ["a part of a manifest for a whole one", "reports-pod.yaml", "kind: Pod", "kind: PodSpec",
    "PodSpec of v1: no such kind in a stable version"],
  ["a key given twice", "reports.yaml", "  name: perf-reports", "  name: perf-reports\n  name: other", "unique"],
  ["what is no YAML", "reports.yaml", "accessModes: [ReadWriteOnce]", "accessModes: [ReadWriteOnce", "reports.yaml: "],
];

for (const [what, file, right, wrong, expected] of BROKEN) {
  test(`${what} is found`, async () => {
    const text = texts.get(file);
    assert.ok(text.includes(right), `${file} has no "${right}"`);
    const found = await mistakes(file, text.replace(right, () => wrong));
    assert.ok(found.length > 0, "nothing was found");
    assert.ok(found.some((mistake) => mistake.includes(expected)), found.join("\n"));
  });
}
