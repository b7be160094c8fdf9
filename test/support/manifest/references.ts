// What a schema cannot see in a manifest: that each reference finds its resource, and that pane and ribbon share one runtime.
import { attribute, type Element, everyElement, find } from './element.ts';

const maxResourceNameChars = 32;

/** Which list of resources an element that carries a resid refers to. */
const listOf: Readonly<Record<string, string>> = {
  Label: 'ShortStrings',
  Title: 'ShortStrings',
  Description: 'LongStrings',
  Image: 'Images',
  Runtime: 'Urls',
  FunctionFile: 'Urls',
  SourceLocation: 'Urls',
  LearnMoreUrl: 'Urls',
};

/** One sentence for each resource that is missing, of the wrong kind, there twice, never used or named too long. */
export function referenceProblems(app: Element): string[] {
  const resources = find(app, 'VersionOverrides', 'Resources').flatMap(({ children }) => children);
  const references = everyElement(app).filter(({ attributes }) => attributes['resid'] !== undefined);
  const defined = resources.flatMap((list) => list.children.map((resource) => ({ list: list.name, id: attribute(resource, 'id') })));
  const ids = defined.map(({ id }) => id);
  const used = new Set(references.map((reference) => attribute(reference, 'resid')));

  const dangling = references.flatMap((reference) => {
    const id = attribute(reference, 'resid');
    const list = listOf[reference.name];
    const isThere = defined.some((resource) => resource.id === id && resource.list === list);
    return isThere ? [] : [`${reference.name} refers to "${id}", which is not among the ${list ?? 'resources'}.`];
  });
  const unused = ids.filter((id) => !used.has(id)).map((id) => `Resource "${id}" is never used.`);
  const tooLong = [...new Set([...ids, ...used])].filter((id) => id.length > maxResourceNameChars);
  return [
    ...dangling,
    ...repeated(ids).map((id) => `Resource "${id}" is defined twice.`),
    ...unused,
    ...tooLong.map((id) => `Resource name "${id}" is longer than ${maxResourceNameChars} characters.`),
    ...repeated(namedParts(app)).map((id) => `Two groups or controls are called "${id}".`),
  ];
}

/** One sentence for each way in which pane and ribbon would not run in one long-lived runtime. */
export function runtimeProblems(app: Element): string[] {
  const [runtime, ...others] = everyElement(app).filter(({ name }) => name === 'Runtime');
  if (runtime === undefined) return ['There is no Runtime.'];
  const resid = attribute(runtime, 'resid');
  const problems = others.length > 0 ? ['There is more than one Runtime.'] : [];
  if (attribute(runtime, 'lifetime') !== 'long') problems.push('The Runtime is not long-lived.');

  const sharing = everyElement(app).filter(({ name, attributes }) => ['FunctionFile', 'SourceLocation'].includes(name) && 'resid' in attributes);
  if (!sharing.some(({ name }) => name === 'FunctionFile')) problems.push('There is no FunctionFile.');
  for (const element of sharing) {
    const other = attribute(element, 'resid');
    if (other !== resid) problems.push(`${element.name} is "${other}", the Runtime is "${resid}".`);
  }
  if (everyElement(app).some(({ name }) => name === 'TaskpaneId')) problems.push('TaskpaneId must be absent with a shared runtime.');

  const url = find(app, 'VersionOverrides', 'Resources', 'Urls', 'Url').find((resource) => attribute(resource, 'id') === resid);
  const plainPane = attribute(find(app, 'DefaultSettings', 'SourceLocation')[0], 'DefaultValue');
  if (attribute(url, 'DefaultValue') !== plainPane) problems.push('The Runtime and the pane of DefaultSettings are different pages.');
  return problems;
}

function namedParts(app: Element): string[] {
  return everyElement(app)
    .filter(({ name }) => name === 'Group' || name === 'Control')
    .map((part) => attribute(part, 'id'));
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
