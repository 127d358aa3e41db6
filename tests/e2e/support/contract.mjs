// docs/openapi.yaml as a judge: every answer of the server must be one that the document allows, with no field beside it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import yaml from 'yaml';

import { repository } from './server.mjs';

const methods = ['get', 'put', 'post', 'delete'];

// What stands in an allOf must stay open there: its siblings add the rest.
function extended(schema, found = new Set()) {
  if (schema === null || typeof schema !== 'object') return found;
  for (const part of schema.allOf ?? []) {
    found.add(part);
    if (part.$ref) found.add(part.$ref);
  }
  for (const member of Object.values(schema)) extended(member, found);
  return found;
}

// A server that says more than the contract breaks it as well: later clients would come to rely on it.
function close(schema, open, place) {
  if (schema === null || typeof schema !== 'object') return;
  for (const [name, member] of Object.entries(schema)) close(member, open, `${place}/${name}`);
  const isObject = (schema.properties && schema.additionalProperties === undefined) || schema.allOf;
  if (isObject && !open.has(schema) && !open.has(place)) schema.unevaluatedProperties = false;
}

export class Contract {
  constructor() {
    this.document = yaml.parse(readFileSync(path.join(repository, 'docs/openapi.yaml'), 'utf8'));
    close(this.document.components.schemas, extended(this.document), '#/components/schemas');
    for (const [, item] of Object.entries(this.document.paths)) {
      for (const method of methods)
        for (const [status, response] of Object.entries(item[method]?.responses ?? {}))
          close(response, new Set(), `#/paths/responses/${status}`);
    }
    this.ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
    addFormats(this.ajv);
    this.ajv.addSchema(this.document, 'openapi.yaml');
    this.operations = [...this.#list()];
    this.seen = new Set(); // "<operationId> <status>"
  }

  *#list() {
    for (const [template, item] of Object.entries(this.document.paths))
      for (const method of methods) {
        const operation = item[method];
        if (!operation) continue;
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
          .map((one) => (one.$ref ? this.document.components.parameters[one.$ref.split('/').pop()] : one));
        yield {
          id: operation.operationId, method: method.toUpperCase(), template, operation, parameters,
          isPublic: operation.security?.length === 0,
          hasBody: Boolean(operation.requestBody),
          takesFile: Boolean(operation.requestBody?.content['application/octet-stream']),
          takesCsv: Boolean(operation.requestBody?.content['text/csv']),
          pattern: new RegExp(`^/api/v1${template.replace(/\{[^}]+\}/g, '[^/]+')}$`),
          literals: template.split('/').filter((part) => !part.startsWith('{')).length,
        };
      }
  }

  find(method, target) {
    const pathOnly = target.split('?')[0];
    return this.operations
      .filter((one) => one.method === method && one.pattern.test(pathOnly))
      .sort((a, b) => b.literals - a.literals)[0];
  }

  // The validator of one operation's answer; undefined where the document allows no body.
  #validator(operation, status, type) {
    const base = `/paths/${operation.template.replaceAll('~', '~0').replaceAll('/', '~1')}/${operation.method.toLowerCase()}/responses`;
    const responses = operation.operation.responses;
    const chosen = responses[status] ? String(status) : status >= 400 && responses.default ? 'default' : undefined;
    assert.ok(chosen, `${operation.id} answered ${status}, which the contract does not name`);
    let response = responses[chosen], place = `${base}/${chosen}`;
    if (response.$ref) {
      place = response.$ref.slice(1);
      response = this.document.components.responses[response.$ref.split('/').pop()];
    }
    if (!response.content) return undefined;
    assert.ok(response.content[type], `${operation.id} answered ${status} as ${type}, which the contract does not name`);
    if (!/json$/.test(type)) return () => true;
    const reference = `openapi.yaml#${encodeURI(`${place}/content/${type.replace('/', '~1')}/schema`)}`;
    return this.ajv.getSchema(reference) ?? this.ajv.compile({ $ref: reference });
  }

  // Throws unless the contract allows this answer.
  check(method, target, answer) {
    const operation = this.find(method, target);
    if (!operation) return;
    this.seen.add(`${operation.id} ${answer.status}`);
    const type = (answer.headers['content-type'] ?? '').split(';')[0];
    const validate = this.#validator(operation, answer.status, type);
    if (!validate) return assert.equal(answer.bytes.length, 0, `${operation.id} answered ${answer.status} with a body`);
    if (!validate(answer.json)) {
      const faults = validate.errors.map((one) => `${one.instancePath} ${one.message} ${JSON.stringify(one.params)}`).join('; ');
      assert.fail(`${operation.id} answered ${answer.status} against the contract: ${faults}\n${answer.text.slice(0, 600)}`);
    }
    if (answer.status >= 400) assert.equal(answer.json.status, answer.status, `${operation.id}: status in body and head differ`);
  }

  // Lets this judge see every answer a client gets.
  observer = (method, target, answer) => this.check(method, target, answer);
  watch(...clients) {
    for (const client of clients) client.observer = this.observer;
  }

  // Operations that never answered with success.
  neverDone() {
    return this.operations.map((one) => one.id).filter((id) => ![200, 201, 204].some((status) => this.seen.has(`${id} ${status}`)));
  }
}
