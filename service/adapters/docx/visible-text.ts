/** The text of a part of a Word document that its reader sees, told from the events of its XML. */
import type { XmlElement, XmlEvents } from '../ooxml/xml.ts';

/** Collects visible text. */
export interface VisibleText extends Required<XmlEvents> {
  /** The text collected since the last call, without a line break at its ends. */
  take(): string;
}

/** Content that stands in the file and not on the page: what was deleted or moved away, codes of fields, and the older twin of a drawing. */
const UNSEEN = new Set(['w:del', 'w:moveFrom', 'w:instrText', 'w:delInstrText', 'w:delText', 'mc:Fallback']);

/** What an empty element of a run stands for (ECMA-376-1, 17.3.3). A soft hyphen shows only at a line's end and is no part of the word. */
const MARKS: Record<string, string> = { 'w:tab': ' ', 'w:ptab': ' ', 'w:br': '\n', 'w:cr': '\n', 'w:noBreakHyphen': '-' };

/** Reports whether an on/off property is on: it is when it has no value (ECMA-376-1, 17.17.4). */
export function isOn(attributes: ReadonlyMap<string, string>): boolean {
  return !['0', 'false', 'off'].includes(attributes.get('val') ?? 'true');
}

/** Makes a collector; it is told every event and minds only its own. */
export function visibleText(): VisibleText {
  let text = '';
  let inText = false;
  /** Depth of the element that hides everything below it; 0 if none does. */
  let hiddenAt = 0;
  let hiddenRun = false;
  /** For each open form field: whether its content is a prompt to fill it in. */
  const prompts: boolean[] = [];

  const breakLine = () => {
    if (text !== '' && !text.endsWith('\n')) text += '\n';
  };

  const openVisible = ({ name, parent, depth, attributes }: XmlElement) => {
    if (UNSEEN.has(name) || (name === 'w:sdtContent' && prompts.at(-1))) hiddenAt = depth;
    else if (name === 'w:p') breakLine();
    else if (name === 'w:r') hiddenRun = false;
    else if (name === 'w:vanish' && parent === 'w:rPr') hiddenRun = isOn(attributes);
    else if (name === 'w:t') inText = true;
    else if (parent === 'w:r' && !hiddenRun) text += MARKS[name] ?? '';
  };

  const openField = ({ name, attributes }: XmlElement) => {
    if (name === 'w:sdt') prompts.push(false);
    if (name === 'w:showingPlcHdr' && prompts.length > 0) prompts[prompts.length - 1] = isOn(attributes);
  };

  return {
    open(element) {
      if (hiddenAt !== 0) return;
      openField(element);
      openVisible(element);
    },
    close({ name, depth }) {
      if (depth === hiddenAt) hiddenAt = 0;
      else if (hiddenAt !== 0) return;
      else if (name === 'w:p') breakLine();
      else if (name === 'w:t') inText = false;
      else if (name === 'w:r') hiddenRun = false;
      else if (name === 'w:sdt') prompts.pop();
    },
    text(piece) {
      if (inText && !hiddenRun && hiddenAt === 0) text += piece;
    },
    take() {
      const taken = text.replace(/^\n+|\n+$/g, '');
      text = '';
      return taken;
    },
  };
}
