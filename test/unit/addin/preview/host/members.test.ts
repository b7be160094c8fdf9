// The host offers nothing that Microsoft's client does not have.

import { describe, expect, it } from 'vitest';
import { HOST_CLASSES, NO_MISFITS } from '../../../../../addin/preview/host/api-check.ts';
import { memberNames } from '../../../../../addin/preview/host/reflect.ts';
import { excelHost } from '../../../../support/excel-host.ts';

/** Written by the client under these names, read as showGridlines and showHeadings; a border's id is its index. */
const OWN_NAMES = new Set(['Worksheet.Gridlines', 'Worksheet.Headings', 'RangeBorder.Id']);

describe('members', () => {
  it('[P4] every member of every class of the host is one of the running client', () => {
    const { Excel } = excelHost({ globals: false });
    const classes = Excel as unknown as Record<string, { prototype: object }>;
    const missing: string[] = [];
    let checked = 0;
    for (const [name, { prototype }] of Object.entries(HOST_CLASSES)) {
      const client = classes[name]?.prototype ?? {};
      for (const member of memberNames(prototype)) {
        if (member === 'constructor' || OWN_NAMES.has(`${name}.${member}`)) continue;
        checked++;
        const spelled = member.startsWith('_') ? member : member[0]?.toLowerCase() + member.slice(1);
        if (!(spelled in client)) missing.push(`${name}.${spelled}`);
      }
    }
    expect(missing).toEqual([]);
    expect(NO_MISFITS).toBe('none'); // decided by the compiler, against @types/office-js
    expect(checked).toBeGreaterThan(250);
  });
});
