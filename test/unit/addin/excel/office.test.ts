import { afterEach, describe, expect, it, vi } from 'vitest';
import { associateCommands, startOffice } from '../../../../addin/excel/office.ts';
import { handClock } from '../../../support/hand-clock.ts';

afterEach(() => vi.unstubAllGlobals());

/** As much of Office's loader as the start uses; office.js itself needs a real Office to answer. */
function office({ host = 'Excel', supported = true, answers = true } = {}) {
  const commands = new Map<string, (event: { completed: () => void }) => void>();
  vi.stubGlobal('Excel', {});
  vi.stubGlobal('Office', {
    HostType: { Excel: 'Excel' },
    onReady: () => (answers ? Promise.resolve({ host }) : new Promise(() => undefined)),
    context: { displayLanguage: 'sl-SI', requirements: { isSetSupported: () => supported } },
    actions: { associate: (name: string, work: (event: { completed: () => void }) => void) => commands.set(name, work) },
  });
  return commands;
}

describe('the start in Office', () => {
  it('[L40] hands over the workbook and the language of Excel', async () => {
    office();
    expect(await startOffice(handClock())).toMatchObject({ language: 'sl-SI', sheet: { look: expect.any(Function) } });
  });

  it('[L41] says in one sentence why it can’t start: no answer in ten seconds, another program, too old an Excel', async () => {
    office({ answers: false });
    const clock = handClock();
    const start = startOffice(clock).catch((error: unknown) => error);
    clock.advance(9_999);
    clock.advance(1);
    expect(await start).toMatchObject({ name: 'OfficeTrouble', message: expect.stringContaining('within 10 seconds') });
    office({ host: 'Word' });
    await expect(startOffice(handClock())).rejects.toThrow('Excel only');
    office({ supported: false });
    await expect(startOffice(handClock())).rejects.toThrow('ExcelApi 1.14');
    vi.unstubAllGlobals();
    await expect(startOffice(handClock())).rejects.toThrow('did not start');
  });

  it('[L42] the ribbon’s buttons are free again when their work has ended, however it ended', async () => {
    const commands = office();
    let end = (): void => undefined;
    const work = new Promise<void>((resolve) => {
      end = resolve;
    });
    associateCommands({ syncGrid: () => work, submitRow: async () => undefined });
    expect([...commands.keys()].sort()).toEqual(['submitRow', 'syncGrid']);
    const completed = vi.fn();
    commands.get('syncGrid')?.({ completed });
    await new Promise((resolve) => setImmediate(resolve));
    expect(completed).not.toHaveBeenCalled();
    end();
    await vi.waitFor(() => expect(completed).toHaveBeenCalledOnce(), { timeout: 30_000 });
  });
});
