// The order in which Office wants the children of each element: a manifest with two of them swapped does not load.
// Source: "How to find the proper order of manifest elements" (learn.microsoft.com/office/dev/add-ins/develop/manifest-element-ordering).
import { type Element, everyElement } from './element.ts';

const childrenInOrder: Readonly<Record<string, readonly string[]>> = {
  OfficeApp: [
    'Id',
    'AlternateId',
    'Version',
    'ProviderName',
    'DefaultLocale',
    'DisplayName',
    'Description',
    'IconUrl',
    'HighResolutionIconUrl',
    'SupportUrl',
    'AppDomains',
    'Hosts',
    'Requirements',
    'DefaultSettings',
    'Permissions',
    'Dictionary',
    'VersionOverrides',
    'ExtendedOverrides',
  ],
  AppDomains: ['AppDomain'],
  Requirements: ['Sets', 'Methods'],
  Sets: ['Set'],
  DefaultSettings: ['SourceLocation'],
  VersionOverrides: ['Description', 'Requirements', 'Hosts', 'Resources', 'WebApplicationInfo', 'EquivalentAddins'],
  Hosts: ['Host'],
  Host: ['Runtimes', 'AllFormFactors', 'DesktopFormFactor'],
  Runtimes: ['Runtime'],
  DesktopFormFactor: ['GetStarted', 'FunctionFile', 'ExtensionPoint'],
  GetStarted: ['Title', 'Description', 'LearnMoreUrl'],
  ExtensionPoint: ['OfficeTab', 'CustomTab'],
  OfficeTab: ['Group'],
  CustomTab: ['OverriddenByRibbonApi', 'Group', 'Label', 'InsertAfter', 'InsertBefore'],
  Group: ['OverriddenByRibbonApi', 'Label', 'Icon', 'Control'],
  Icon: ['Image'],
  Control: ['OverriddenByRibbonApi', 'Label', 'Supertip', 'Icon', 'Action', 'Enabled'],
  Supertip: ['Title', 'Description'],
  Action: ['TaskpaneId', 'SourceLocation', 'Title', 'FunctionName'],
  Resources: ['Images', 'Urls', 'ShortStrings', 'LongStrings'],
  Images: ['Image'],
  Urls: ['Url'],
  ShortStrings: ['String'],
  LongStrings: ['String'],
};

/** One sentence for each child that stands in the wrong element or after one that it must precede. */
export function orderProblems(app: Element): string[] {
  return everyElement(app).flatMap((parent) => {
    const order = childrenInOrder[parent.name] ?? [];
    return parent.children.flatMap((child, index) => {
      const place = order.indexOf(child.name);
      if (place < 0) return [`${child.name} does not belong in ${parent.name}.`];
      const before = parent.children.slice(0, index).find(({ name }) => order.indexOf(name) > place);
      return before === undefined ? [] : [`${child.name} stands after ${before.name} in ${parent.name}.`];
    });
  });
}
