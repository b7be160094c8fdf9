/** Texts of a person to a person (reasons, comments): the form in which they are kept, and what they may not hold. */
import { badCharacter, codePointName, plainText } from '#contract/text.ts';
import type { Refusal } from './refusal.ts';

/** The text as it is kept; nothing if it is blank. */
export function remarkOf(text: string | undefined): string | undefined {
  const plain = plainText(text ?? '').trim();
  return plain === '' ? undefined : plain;
}

/** Why these texts can't be kept, by the name of their field; nothing if they can. */
export function remarkRefusal(texts: Readonly<Record<string, string | undefined>>): Refusal | undefined {
  for (const [label, text] of Object.entries(texts)) {
    const plain = remarkOf(text) ?? '';
    const bad = badCharacter(plain);
    if (!bad) continue;
    const line = plain.slice(0, bad.offset).split('\n').length;
    return { code: 'bad-characters', params: { column: label, label, line, character: codePointName(bad.codePoint) } };
  }
  return undefined;
}
