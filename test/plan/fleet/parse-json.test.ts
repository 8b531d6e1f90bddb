import { expect, test } from 'vitest';
import { parseJson } from '../../../src/plan/fleet/parse-json';

const text = `{
  "web01": { "port": 22, "user": "ops" },
  "web02": { "user": "ops",
             "port": "high" },
  "list": [ { "user": 1 },
            { "user": 2 } ]
}`;
const at = (json: string, ...paths: readonly (readonly PropertyKey[])[]) => {
  const { yaml } = parseJson('hosts.json', json);
  return paths.map((path) => yaml?.locate(path)).map((place) => `${place?.line}:${place?.column}`);
};

test('a part of JSON is shown where it stands, however often its name is repeated', () => {
  expect(at(text, ['web01', 'port'], ['web02', 'port'], ['list', 1, 'user'], ['list', 1])).toEqual([
    ...['2:14', '4:14', '6:15', '6:13'],
  ]);
});

test('of a part that is not there, the innermost that is', () => {
  expect(at(text, ['web02', 'address'], [])).toEqual(['3:3', '1:1']);
});

test('tabs do not make a place inexact', () => {
  expect(at(text.replace(/^ +/gm, '\t'), ['web02', 'port'])).toEqual(['4:2']);
});

test('where a field is written twice, or the text is large, a part is where its name first stands', () => {
  expect(at(text.replace('"web02"', '"web01"'), ['web01', 'port'])).toEqual(['2:14']);
  expect(at(text.replace('"high"', `"${'x'.repeat(200_000)}"`), ['web02', 'port'])).toEqual(['2:14']);
});
