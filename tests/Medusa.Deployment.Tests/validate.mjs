// Reads a JSON array of Kubernetes objects from the standard input and writes what is wrong with them, one line each: what the schemas of kubernetes-models refuse,
// and fields that they do not know. The schemas let unknown fields pass; so each object is watched while it is validated, and a field that no rule looked at is unknown.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const objects = JSON.parse(readFileSync(0, "utf8"));
console.log(objects.flatMap(problems).join("\n"));

function problems(object) {
    const name = `${object.kind}/${object.metadata?.name}`;
    const model = modelOf(object);
    if (!model) {
        return [`${name}: there is no schema of ${object.apiVersion} ${object.kind}`];
    }

    const read = new Map();
    try {
        model.prototype.validate.call(watched(onOneLine(object), read));
    } catch (refusal) {
        return refusal.message.split("\n").map(line => `${name}: ${line}`);
    }

    return [...unread(object, read, name)];
}

// kustomize breaks long values of Secrets into lines, which Kubernetes reads and the schema of base64 does not.
function onOneLine(object) {
    if (object.kind === "Secret") {
        for (const name of Object.keys(object.data)) {
            object.data[name] = object.data[name].replaceAll("\n", "");
        }
    }

    return object;
}

function modelOf({ apiVersion, kind }) {
    try {
        return require(`kubernetes-models/${apiVersion}/${kind}`)[kind];
    } catch (error) {
        if (!["MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"].includes(error.code)) {
            throw error;
        }

        return undefined;
    }
}

// The value, with a record of the fields that were read: a set for each object in it.
function watched(value, read) {
    if (typeof value !== "object" || value === null) {
        return value;
    }

    const fields = read.get(value) ?? new Set();
    read.set(value, fields);
    return new Proxy(value, {
        get(target, field) {
            fields.add(field);
            return watched(target[field], read);
        },
    });
}

function* unread(value, read, path) {
    if (typeof value !== "object" || value === null) {
        return;
    }

    for (const field of Object.keys(value)) {
        if (!read.get(value)?.has(field)) {
            yield `${path}.${field} is unknown`;
        } else {
            yield* unread(value[field], read, `${path}.${field}`);
        }
    }
}
