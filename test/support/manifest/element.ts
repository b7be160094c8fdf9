// XML text as a tree of elements, as little of it as the checks of the manifest look at.
import { SaxesParser } from 'saxes';

/** One element: its name without prefix, its attributes as written, its own text, its children in order. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
};

type OpenElement = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

/** Reads well-formed XML; throws with line and column when it is not. */
export function parseXml(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const document: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const open: OpenElement[] = [document];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(Object.values(tag.attributes).map(({ name, value }) => [name, value]));
    const element: OpenElement = { name: tag.local, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text.trim();
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  const root = document.children[0];
  if (root === undefined) throw new Error('The document has no element.');
  return root;
}

/** The element itself and all elements within, in document order. */
export function everyElement(element: Element): Element[] {
  return [element, ...element.children.flatMap(everyElement)];
}

/** The elements found by following a path of names from this element: `find(app, "Hosts", "Host")`. */
export function find(element: Element, ...path: readonly string[]): Element[] {
  return path.reduce<Element[]>((found, name) => found.flatMap((at) => at.children.filter((child) => child.name === name)), [element]);
}

/** The value of an attribute, or an empty text when it is absent. */
export function attribute(element: Element | undefined, name: string): string {
  return element?.attributes[name] ?? '';
}
