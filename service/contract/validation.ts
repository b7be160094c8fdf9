/**
 * The checks of a cell, the same in the add-in while typing, in the web form, on a packet and in the service.
 * An error is not saved; a warning is saved and shown. Both carry a code and parameters; the sentence is in the catalogue.
 */
import type { CellInput } from './edit.ts';
import { gapIn } from './gap.ts';
import type { Column, WordingRule } from './grid.ts';
import type { ProblemCode } from './problem.ts';
import { badCharacter, codePointName, linesOfText, normalText, plainText, textOfLines } from './text.ts';

/** Why a cell can't be saved. `line` counts from 1. */
export interface CellError {
  code: Extract<ProblemCode, 'cell-too-long' | 'too-many-lines' | 'bad-characters' | 'withheld-words'>;
  params: { column: string; label: string; line: number; limit: number; actual: number; character: string };
}

/** What somebody should look at; `proposal` is the whole line as it would be corrected. */
export interface CellWarning {
  code: 'wording';
  column: string;
  line: number;
  params: { label: string; line: number; word: string; proposed: string };
  proposal: string;
}

/** The lines of a cell on the way in, normalised; for kind `text` one element or none. */
export function linesOfInput(column: Column, input: CellInput): string[] {
  if (column.kind === 'text') {
    const text = plainText(typeof input === 'string' ? input : textOfLines(input.map(textOf)));
    return text === '' ? [] : [text];
  }
  return typeof input === 'string' ? linesOfText(input) : input.flatMap((element) => linesOfText(textOf(element)));
}

/** Finds the first reason why this cell can't be saved, or nothing. */
export function cellError(column: Column, input: CellInput): CellError | undefined {
  const raw = normalText(typeof input === 'string' ? input : textOfLines(input.map(textOf)));
  const params = { column: column.key, label: column.label, line: 1, limit: 0, actual: 0, character: '' };
  const bad = badCharacter(raw);
  if (bad) {
    return { code: 'bad-characters', params: { ...params, line: raw.slice(0, bad.offset).split('\n').length, character: codePointName(bad.codePoint) } };
  }
  const lines = linesOfInput(column, input);
  const gap = raw.includes('TLP:') ? lines.flatMap((line) => line.split('\n')).findIndex((line) => gapIn(line) !== undefined) : -1;
  if (gap >= 0) return { code: 'withheld-words', params: { ...params, line: gap + 1 } };
  const text = textOfLines(lines);
  const lineCount = column.kind === 'text' ? text.split('\n').length : lines.length;
  if (text.length > column.limits.maxCharacters) {
    return { code: 'cell-too-long', params: { ...params, limit: column.limits.maxCharacters, actual: text.length } };
  }
  if (lineCount > column.limits.maxLines) {
    return { code: 'too-many-lines', params: { ...params, limit: column.limits.maxLines, actual: lineCount } };
  }
  return undefined;
}

/** Finds the wordings of a cell that the grid asks to be written otherwise. */
export function cellWarnings(column: Column, lines: readonly string[], rules: readonly WordingRule[]): CellWarning[] {
  return lines.flatMap((text, index) =>
    rules.flatMap((rule): CellWarning[] => {
      const proposal = correctedWording(text, rule);
      if (proposal === text) return [];
      const line = index + 1;
      return [
        { code: 'wording', column: column.key, line, params: { label: column.label, line, word: rule.word, proposed: rule.word + rule.suffix }, proposal },
      ];
    }),
  );
}

/** Puts the suffix behind each whole word of the rule that lacks it. */
function correctedWording(text: string, rule: WordingRule): string {
  const word = normalText(rule.word);
  const suffix = normalText(rule.suffix);
  const pattern = `(?<![\\p{L}\\p{M}\\p{N}])${escapeForPattern(word)}(?![\\p{L}\\p{M}\\p{N}])(?!\\s*${escapeForPattern(suffix)})`;
  return text.replace(new RegExp(pattern, 'gu'), () => word + suffix);
}

/** In unicode mode only these may be escaped; an escaped dash is an error there. */
const escapeForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** In normal form before the elements are joined: a CR at the end of one does not become a CRLF with the join. */
const textOf = (element: string | { text: string }): string => normalText(typeof element === 'string' ? element : element.text);
