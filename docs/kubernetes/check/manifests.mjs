// What is wrong with Kubernetes manifests, by the schemas of Kubernetes itself: kubernetes-models has them as code, made from
// the OpenAPI document of Kubernetes.
import { parseAllDocuments } from "yaml";

const STABLE = /^(?:[a-z0-9.-]+\/)?v1$/;
const KIND = /^[A-Z][A-Za-z]+$/;

/**
 * Returns the mistakes of a file of manifests, each as a line; none if it is good.
 *
 * @param {string} name what the file is called in the lines
 * @param {string} text its content
 */
export async function mistakes(name, text) {
  // Kubernetes reads YAML 1.1, in which yes and 0400 are no texts.
  const documents = parseAllDocuments(text, { version: "1.1", strict: true, uniqueKeys: true });
  if (documents.length === 0) {
    return [`${name}: no manifest`];
  }
  const found = [];
  for (const document of documents) {
    const problems = [...document.errors, ...document.warnings];
    if (problems.length > 0) {
      found.push(...problems.map((problem) => `${name}: ${problem.message}`));
    } else {
      found.push(...(await mistakesOf(document.toJS())).map((mistake) => `${name}: ${mistake}`));
    }
  }
  return found;
}

async function mistakesOf(manifest) {
  const { apiVersion, kind } = manifest ?? {};
  const what = `${kind} of ${apiVersion}`;
  // The schemas hold versions that Kubernetes has removed, and those that it may remove.
  const type = STABLE.test(apiVersion) && KIND.test(kind) ? await typeOf(apiVersion, kind) : undefined;
  if (type === undefined) {
    return [`${what}: no such kind in a stable version`];
  }
  const seen = new Map();
  try {
    type.prototype.validate.call(watched(manifest, "", seen));
  } catch (invalid) {
    return [`${what}: ${invalid.message}`];
  }
  return [...seen.values()].flatMap(({ path, keys, read }) =>
    keys.filter((key) => !read.has(key)).map((key) => `${what}: ${path}/${key}: unknown field`));
}

async function typeOf(apiVersion, kind) {
  try {
    const type = (await import(`kubernetes-models/${apiVersion}/${kind}`))[kind];
    return type?.apiVersion === apiVersion && type?.kind === kind ? type : undefined;
  } catch (missing) {
    if (missing.code === "ERR_MODULE_NOT_FOUND" || missing.code === "ERR_PACKAGE_PATH_NOT_EXPORTED") {
      return undefined;
    }
    throw missing;
  }
}

/**
 * Returns a value that notes which of its fields are read. The schemas allow unknown fields, which Kubernetes drops without a
 * word; but a validator reads each field that it knows, and lists the keys only where any key is allowed. So what nobody read
 * is a field that nobody knows.
 */
function watched(value, path, seen) {
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (!seen.has(value)) {
    const keys = Object.keys(value);
    const read = new Set();
    const proxy = new Proxy(value, {
      get(target, key) {
        read.add(key);
        return Object.hasOwn(target, key) ? watched(target[key], `${path}/${key}`, seen) : Reflect.get(target, key);
      },
      ownKeys(target) {
        keys.forEach((key) => read.add(key));
        return Reflect.ownKeys(target);
      },
    });
    seen.set(value, { path, keys, read, proxy });
  }
  return seen.get(value).proxy;
}
