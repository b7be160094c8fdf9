// What a manifest promises to Office and to people: its identity, its texts, its buttons and the rights it asks for.
import { attribute, type Element, everyElement, find } from './element.ts';

const maxShortChars = 125;
const maxLongChars = 250;

/** One sentence when Id is not a GUID or Version not a.b.c.d. */
export function identityProblems(app: Element): string[] {
  const id = find(app, 'Id')[0]?.text ?? '';
  const version = find(app, 'Version')[0]?.text ?? '';
  return [
    ...(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? [] : [`Id "${id}" is not a GUID.`]),
    ...(/^\d{1,5}(\.\d{1,5}){3}$/.test(version) ? [] : [`Version "${version}" is not a.b.c.d.`]),
  ];
}

/** One sentence for each text that is empty or longer than Office shows. */
export function textProblems(app: Element): string[] {
  const short = [...find(app, 'DisplayName'), ...find(app, 'VersionOverrides', 'Resources', 'ShortStrings', 'String')];
  const long = [...find(app, 'Description'), ...find(app, 'VersionOverrides', 'Resources', 'LongStrings', 'String')];
  return [...short.flatMap((text) => lengthProblems(text, maxShortChars)), ...long.flatMap((text) => lengthProblems(text, maxLongChars))];
}

/** One sentence for each function of the ribbon that none of the given sources associates. */
export function functionProblems(app: Element, sources: readonly string[]): string[] {
  const associated = new Set(sources.flatMap(associatedFunctions));
  return everyElement(app)
    .filter(({ name, text }) => name === 'FunctionName' && !associated.has(text))
    .map(({ text }) => `"${text}" is not associated in the add-in.`);
}

/** The ribbon's buttons, each as "label: action", an action being ShowTaskpane or the name of a function. */
export function buttons(app: Element): string[] {
  const strings = find(app, 'VersionOverrides', 'Resources', 'ShortStrings', 'String');
  return everyElement(app)
    .filter(({ name }) => name === 'Control')
    .map((control) => {
      const resid = attribute(find(control, 'Label')[0], 'resid');
      const label = strings.find((text) => attribute(text, 'id') === resid);
      const functionName = find(control, 'Action', 'FunctionName')[0]?.text;
      return `${attribute(label, 'DefaultValue')}: ${functionName ?? attribute(find(control, 'Action')[0], 'xsi:type')}`;
    });
}

/** One sentence for each right or requirement other than what the add-in needs: to write the document, ExcelApi 1.14, one runtime. */
export function scopeProblems(app: Element): string[] {
  const permission = find(app, 'Permissions')[0]?.text;
  const floor = find(app, 'Requirements', 'Sets', 'Set').map(namedSet);
  const overrides = find(app, 'VersionOverrides', 'Requirements', 'Sets', 'Set').map(namedSet);
  const points = everyElement(app).filter(({ name }) => name === 'ExtensionPoint');
  return [
    ...(permission === 'ReadWriteDocument' ? [] : [`The permission is ${permission}.`]),
    ...(floor.join() === 'ExcelApi 1.14' ? [] : [`The floor is ${floor.join()}.`]),
    ...(overrides.join() === 'SharedRuntime 1.1' ? [] : [`VersionOverrides require ${overrides.join()}.`]),
    ...points
      .map((point) => attribute(point, 'xsi:type'))
      .filter((kind) => kind !== 'PrimaryCommandSurface')
      .map((kind) => `There is a ${kind}.`),
  ];
}

function lengthProblems(text: Element, maxChars: number): string[] {
  const value = attribute(text, 'DefaultValue');
  const isFine = value.trim() !== '' && value.length <= maxChars;
  return isFine ? [] : [`${text.name} ${attribute(text, 'id')} has ${value.length} characters.`];
}

/** Names given literally to Office.actions.associate, comments left out. */
function associatedFunctions(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/\bactions\.associate\(\s*['"]([^'"]+)['"]/g)].flatMap(([, name]) => name ?? []);
}

function namedSet(set: Element): string {
  return `${attribute(set, 'Name')} ${attribute(set, 'MinVersion')}`;
}
