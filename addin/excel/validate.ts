/**
 * Data validation as help for the typist. It sees typing only (a paste goes by it and takes it along), so every check is made again in code.
 * Limits of the file format ([MS-OI29500] 2.1.613): titles 32, prompts 255, errors 224 characters; a file beyond them loses all its rules.
 */
import type { ColumnDrawing } from './sheet.ts';

/** Queues the rule and the words of a column's editable cells. */
export function queueValidation(range: Excel.Range, { maxCharacters, help }: ColumnDrawing): void {
  const validation = range.dataValidation;
  validation.rule = { textLength: { formula1: 0, formula2: maxCharacters, operator: 'Between' } };
  validation.prompt = { showPrompt: true, title: help.title.slice(0, 32), message: help.prompt.slice(0, 255) };
  validation.errorAlert = { showAlert: true, style: 'Stop', title: help.title.slice(0, 32), message: help.tooLong.slice(0, 224) };
}
