/**
 * Documents and code say the same: rules and tests, problem codes and sentences, sentences and their use, style sheets and theirs, settings and README.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PROBLEM_SENTENCES } from '#contract/catalogue/en/problems.ts';
import { EntryKind } from '#contract/entry.ts';
import { PROBLEM_CODES } from '#contract/problem.ts';
import { COMMON_CODES, ROUTES, type RouteContract } from '#contract/routes.ts';
import { SETTINGS } from '../../service/config.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const THIS = 'test/contract/documents.test.ts';

/** Texts of the files of a folder by path, without what is built or installed. */
function textsOf(folder: string, ending: RegExp): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
    const path = relative(ROOT, join(entry.parentPath, entry.name));
    if (entry.isFile() && ending.test(entry.name)) found.set(path, readFileSync(join(ROOT, path), 'utf8'));
  }
  return found;
}

/** Every part of the English catalogue but the lay-out of the command line's help. */
const englishParts = await Promise.all(
  readdirSync(join(ROOT, 'service/contract/catalogue/en'))
    .filter((file) => file !== 'cli.ts')
    .map(async (file): Promise<object> => {
      const parts = (await import(`../../service/contract/catalogue/en/${file}`)) as Record<string, object>;
      return Object.assign({}, ...Object.values(parts));
    }),
);

const tests = textsOf('test', /\.tsx?$/);
const sources = new Map([...textsOf('service', /\.tsx?$/), ...textsOf('addin', /\.(tsx?|html)$/)]);

describe('rules', () => {
  const rows = [...readFileSync(join(ROOT, 'service/rules.md'), 'utf8').matchAll(/^\| ([A-Z]\d{1,3}) \| (.+) \|$/gm)];
  const rules = new Map(rows.map(([, rule = '', sentence = '']) => [rule, sentence]));
  const tagged = new Map<string, string>();
  for (const [path, text] of tests) {
    for (const [, tag = ''] of text.matchAll(/\[([A-Z]\d{1,3})\] /g)) tagged.set(tag, path);
  }

  it('[H78] every rule has a test, and every tag of a test is a rule', () => {
    expect([...rules.keys()].filter((rule) => !tagged.has(rule))).toEqual([]);
    expect([...tagged].filter(([tag]) => !rules.has(tag))).toEqual([]);
  });

  it('[H78] every rule stands there once, under its letter, as a sentence', () => {
    expect(rows).toHaveLength(rules.size);
    const order = [...rules.keys()].map((rule) => rule[0]).filter((letter, index, all) => letter !== all[index - 1]);
    expect(order).toEqual([...new Set(order)]);
    for (const [rule, sentence] of rules) expect(sentence, rule).toMatch(/^[A-ZÖ0-9“`].{15,}\.$/);
  });
});

describe('problem codes', () => {
  /** Codes of endpoints that are not there yet. */
  const LATER = ['unknown-edition'];

  it('[H78] each has a sentence, and a test that provokes it', () => {
    expect(Object.keys(PROBLEM_SENTENCES).sort()).toEqual([...PROBLEM_CODES].sort());
    const text = [...tests].map(([path, content]) => (path === THIS ? '' : content)).join('\n');
    const named = (code: string): boolean => text.includes(`'${code}'`);
    expect(PROBLEM_CODES.filter((code) => !named(code) && !LATER.includes(code))).toEqual([]);
    expect(LATER.filter(named)).toEqual([]);
  });

  it('[H78] each belongs to an endpoint or to all', () => {
    const told = new Set([...COMMON_CODES, ...Object.values(ROUTES).flatMap(({ codes }: RouteContract) => codes)]);
    expect(PROBLEM_CODES.filter((code) => !told.has(code) && !LATER.includes(code))).toEqual([]);
  });
});

describe('sentences', () => {
  const catalogue: Record<string, string | Record<string, string>> = Object.assign({}, ...englishParts);
  const keys = Object.keys(catalogue).filter((key) => !(PROBLEM_CODES as string[]).includes(key));
  const code = [...sources]
    .filter(([path]) => !path.startsWith('service/contract/catalogue/en/'))
    .map(([, text]) => text)
    .join('\n');
  /** `mail.why.${role}` → every key that it may name. */
  const patterns = [...code.matchAll(/`((?:[a-z][\w-]*)(?:[.-][\w-]+)*[.-]?(?:\$\{[^`}]+\}[\w.-]*)+)`/g)].map(
    ([, template = '']) => new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\$\{[^}]+\}/g, '[\\w:+-]+')}$`),
  );
  const isKey = new RegExp(`['"\`]((?:${[...new Set(keys.map((key) => key.split('.')[0]))].join('|')})\\.[a-z0-9][a-zA-Z0-9.-]*)['"\`]`, 'g');

  it('[H79] every sentence is used, and every sentence that is named exists', () => {
    const unused = keys.filter((key) => !code.includes(`'${key}'`) && !code.includes(`"${key}"`) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
    const kinds = new Set<string>(EntryKind.options);
    const files = /\.(html|css|js|ts|tsx|json|xml|png|svg|csv|docx|xlsx|bin)$/;
    const named = [...code.matchAll(isKey)].map(([, key = '']) => key).filter((key) => !files.test(key) && !kinds.has(key));
    expect(named.filter((key) => !(key in catalogue))).toEqual([]);
    expect(named.length).toBeGreaterThan(200);
  });

  it('[H79] no sentence has a blank at an end, two blanks, or straight quotes around a place', () => {
    for (const [key, sentence] of Object.entries(catalogue)) {
      for (const text of typeof sentence === 'string' ? [sentence] : Object.values(sentence)) {
        expect(text, key).toMatch(/^\S(?:.*\S)?$/s);
        expect(text, key).not.toMatch(/ {2}|['"]\{/);
      }
    }
  });
});

describe('style sheets', () => {
  it('[H79] every class that a style sheet names is given to something', () => {
    const code = [...sources].map(([, text]) => text).join('\n');
    const words = new Set(code.match(/[\w-]+/g));
    // `figure-${tone}`: every class that it may name.
    const patterns = [...code.matchAll(/([a-z][\w-]*-)\$\{/g)].map(([, beginning = '']) => beginning);
    const sheets = [...textsOf('addin', /\.css$/)];
    const unused = sheets.flatMap(([path, text]) => {
      const selectors = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\{[^{}]*\}/g, '{}');
      const classes = new Set([...selectors.matchAll(/\.([a-zA-Z_][\w-]*)/g)].map(([, name = '']) => name));
      return [...classes].filter((name) => !words.has(name) && !patterns.some((beginning) => name.startsWith(beginning))).map((name) => `${path}: ${name}`);
    });
    expect(unused).toEqual([]);
    expect(sheets.length).toBeGreaterThan(8);
  });
});

describe('settings', () => {
  it('[H79] every setting stands in the table of the README, and the table has no other', () => {
    expect(existsSync(join(ROOT, 'README.md')), 'README.md').toBe(true);
    const section = /^#+ Settings.*?$([\s\S]*?)(?=^#|$(?![\s\S]))/m.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[1] ?? '';
    const named = [...section.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name));
    expect(named.sort()).toEqual([...SETTINGS].sort());
  });

  it('[H79] only config.ts reads the environment', () => {
    const reading = [...sources].filter(([, text]) => /\bprocess\.env\b/.test(text)).map(([path]) => path);
    expect(reading.filter((path) => !['service/main.ts', 'service/cli.ts', 'service/config.ts'].includes(path))).toEqual([]);
  });
});
