// The official OpenAPI as it is needed here: its operations, the places of its enums, and how a value fits a schema.
import { existsSync, readFileSync } from "node:fs";
import { load } from "js-yaml";

const FILE = "../shared/fixtures/openapi/kintone-openapi-20250423-bundled.yaml";

/** Whether the specification stands beside the repository. */
export const there = existsSync(FILE);
if (!there) console.log(`SKIPPED: no ${FILE} beside the repository`);
const { paths, components } = there ? load(readFileSync(FILE, "utf8")) : { paths: {}, components: { schemas: {} } };

const resolve = (schema) => (schema?.$ref ? resolve(components.schemas[schema.$ref.split("/").pop()]) : schema ?? {});
const branches = (schema) => schema.anyOf ?? schema.oneOf;

/** Every operation: `name` as `get /k/v1/app.json`, guest paths with a space in them, and the schemas of what goes in and out. */
export const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    guest: path.includes("/guest/"),
    parameters: operation.parameters ?? [],
    request: operation.requestBody?.content?.["application/json"]?.schema,
    answer: operation.responses["200"].content?.["application/json"]?.schema,
  })));

/** Methods by path. */
export const methodsOf = new Map(Object.entries(paths).map(([path, methods]) => [path, Object.keys(methods)]));

/** The places of enums in a schema, such as `.views.*.type`, each with all values that some branch knows. */
export const enumsOf = (schema, at = "", found = new Map(), above = []) => {
  if (above.includes(schema)) return found;
  const own = resolve(schema);
  const inside = (part, place) => enumsOf(part, place, found, [...above, schema]);
  if (own.enum) found.set(at, new Set([...(found.get(at) ?? []), ...own.enum]));
  for (const branch of [...(branches(own) ?? []), ...(own.allOf ?? [])]) inside(branch, at);
  for (const [key, part] of Object.entries(own.properties ?? {})) inside(part, `${at}.${key}`);
  if (own.items) inside(own.items, `${at}[]`);
  if (typeof own.additionalProperties === "object") inside(own.additionalProperties, `${at}.*`);
  return found;
};

const better = (one, other) => one.unknown.length - other.unknown.length || one.bad.length - other.bad.length || other.seen.length - one.seen.length;

/**
 * Lays a value beside a schema: `bad` values outside their enum, `seen` places of enums that the value has, and the places
 * of keys that are `unknown`. Of several branches the one with the fewest unknown keys counts. Numbers, strings and null are not
 * told apart: the specification says integer where kintone sends strings, and null nowhere.
 */
export const fit = (schema, value, at = "", path = []) => {
  const own = resolve(schema);
  if (value === null || value === undefined) return { bad: [], seen: [], unknown: [] };
  const choices = branches(own);
  if (choices) return choices.map((branch) => fit(branch, value, at, path)).sort(better)[0];
  if (own.enum) {
    const known = own.enum.includes(value);
    return { bad: known ? [] : [`${at} is ${JSON.stringify(value)}`], seen: [{ at, path }], unknown: [] };
  }
  const parts = [];
  const unknown = [];
  if (Array.isArray(value)) {
    if (!own.items) unknown.push(`${at}[]`);
    else for (const [index, part] of value.entries()) parts.push(fit(own.items, part, `${at}[]`, [...path, index]));
  } else if (typeof value === "object") {
    for (const [key, part] of Object.entries(value)) {
      const named = own.properties?.[key];
      if (named) parts.push(fit(named, part, `${at}.${key}`, [...path, key]));
      else if (typeof own.additionalProperties === "object") parts.push(fit(own.additionalProperties, part, `${at}.*`, [...path, key]));
      else unknown.push(`${at}.${key}`);
    }
  } else if (own.properties || own.items) unknown.push(at);
  return {
    bad: parts.flatMap((part) => part.bad),
    seen: parts.flatMap((part) => part.seen),
    unknown: [...unknown, ...parts.flatMap((part) => part.unknown)],
  };
};
