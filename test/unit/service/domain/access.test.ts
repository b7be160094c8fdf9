/** Who may edit and submit: the complete table of role and row. */
import { describe, expect, test } from 'vitest';
import { editRefusal, submitRefusal } from '../../../../service/domain/access.ts';
import { focalPoint, OBSERVER, SECRETARIAT } from '../../../support/states.ts';

const REASON = 'by telephone';

describe('editing', () => {
  test.each([
    ['its own row', focalPoint('alpha'), undefined, undefined],
    ['its own row, with a reason', focalPoint('alpha'), REASON, undefined],
    ['another member’s row', focalPoint('beta'), undefined, 'not-yours'],
    ['another member’s row, with a reason', focalPoint('beta'), REASON, 'not-yours'],
    ['a row, being nobody’s focal point', { person: 'p-lost', role: 'focal-point' } as const, REASON, 'not-yours'],
  ])('[A10] a focal point edits %s', (_, principal, reason, code) => {
    expect(editRefusal(principal, { member: 'alpha', reason })?.code).toBe(code);
  });

  test.each([
    [REASON, undefined],
    [undefined, 'reason-required'],
    ['', 'reason-required'],
    [' \n\u00a0', 'reason-required'],
  ])('[A11] the Secretariat edits any row, always with a reason: %j', (reason, code) => {
    expect(editRefusal(SECRETARIAT, { member: 'alpha', reason })?.code).toBe(code);
  });

  test('[A12] an observer edits nothing, whatever the reason and whatever member it is listed with', () => {
    expect(editRefusal(OBSERVER, { member: 'alpha', reason: REASON })?.code).toBe('forbidden');
    expect(editRefusal({ ...OBSERVER, member: 'alpha' }, { member: 'alpha', reason: REASON })?.code).toBe('forbidden');
  });

  test('[A10] the refusal names the member whose row it is', () => {
    expect(editRefusal(focalPoint('beta'), { member: 'alpha', reason: undefined })).toEqual({ code: 'not-yours', params: { member: 'alpha' } });
  });
});

describe('submitting', () => {
  test.each([
    ['a focal point', focalPoint('alpha'), undefined],
    ['another member’s focal point', focalPoint('beta'), 'not-yours'],
    ['nobody’s focal point', { person: 'p-lost', role: 'focal-point' } as const, 'not-yours'],
    ['the Secretariat', SECRETARIAT, undefined],
    ['an observer', OBSERVER, 'forbidden'],
    ['an observer listed with the member', { ...OBSERVER, member: 'alpha' }, 'forbidden'],
  ])('[A13] for alpha: %s', (_, principal, code) => {
    expect(submitRefusal(principal, 'alpha')?.code).toBe(code);
  });
});
