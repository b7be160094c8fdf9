/** The family of a browser and its system, as a person tells its devices apart: `Firefox, Windows`. Neither versions nor the header itself are kept. */

const FAMILIES: readonly [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/\bTrident\//, 'Internet Explorer'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** The label of a User-Agent header; '' where nothing is recognised. */
export function browserLabel(userAgent: string | undefined): string {
  const find = (among: readonly [RegExp, string][]) => among.find(([pattern]) => pattern.test((userAgent ?? '').slice(0, 500)))?.[1];
  return [find(FAMILIES), find(SYSTEMS)].filter(Boolean).join(', ');
}
