// manifest.xml as it is shipped, and each check on copies that break it, so that no check can pass idly.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { addresses, addressProblems, shippedOrigin } from '../support/manifest/addresses.ts';
import { type Element, parseXml } from '../support/manifest/element.ts';
import { iconProblems } from '../support/manifest/icons.ts';
import { likePublished, madeUpManifest } from '../support/manifest/like-published.ts';
import { orderProblems } from '../support/manifest/order.ts';
import { buttons, functionProblems, identityProblems, scopeProblems, textProblems } from '../support/manifest/promises.ts';
import { compilable, publishedSchema } from '../support/manifest/published-schema.ts';
import { referenceProblems, runtimeProblems } from '../support/manifest/references.ts';
import { ownSchema, schemaProblems } from '../support/manifest/schema.ts';

const manifest = readFileSync(new URL('../../manifest.xml', import.meta.url), 'utf8');
const addinFolder = fileURLToPath(new URL('../../addin/', import.meta.url));
const shipped = parseXml(manifest);

/** A copy in which a text that must be there is replaced at its first place. */
function broken(text: string, by: string): string {
  expect(manifest).toContain(text);
  return manifest.replace(text, () => by);
}

/** States that a check is silent on the shipped manifest and names the fault in each broken copy. */
function itTells(check: (app: Element) => string[], faults: readonly (readonly [string, string, string])[]): void {
  it('accepts the shipped manifest', () => {
    expect(check(shipped)).toEqual([]);
  });
  it.each(faults)('tells: %s', (sentence, text, by) => {
    expect(check(parseXml(broken(text, by)))).toContain(sentence);
  });
}

type Fault = readonly [fault: string, text: string, by: string, told: string];

/** What any schema of the manifest refuses: ours and Microsoft's. */
const faults: readonly Fault[] = [
  [
    'two elements in the wrong order',
    '<Version>1.0.0.0</Version>\n  <ProviderName>IISG Secretariat</ProviderName>',
    '<ProviderName>IISG Secretariat</ProviderName><Version>1.0.0.0</Version>',
    'ProviderName',
  ],
  ['a missing required element', '<DefaultLocale>en-US</DefaultLocale>', '', 'DisplayName'],
  ['an action of no known kind', 'xsi:type="ShowTaskpane"', 'xsi:type="OpenTaskpane"', 'Action'],
  ['a name of a resource over 32 characters', 'Url id="Help.Url"', `Url id="${'x'.repeat(33)}"`, 'maxLength'],
  ['runtimes after the form factor', '<Runtimes>', '<DesktopFormFactor/><Runtimes>', 'Runtimes'],
  ['text that is not well-formed', '</OfficeApp>', '', 'Premature end'],
];

describe('[L80] the manifest fits the schema written for it here from the documentation (not the one that Microsoft publishes)', () => {
  it('accepts the shipped manifest', async () => {
    expect(await schemaProblems(manifest, ownSchema)).toEqual([]);
  });

  const http: Fault = ['an address that is not https', 'SupportUrl DefaultValue="https:', 'SupportUrl DefaultValue="http:', 'SupportUrl'];
  it.each([...faults, http])('reports %s', async (_fault, text, by, told) => {
    expect((await schemaProblems(broken(text, by), ownSchema)).join('\n')).toContain(told);
  });

  it('says in which line', async () => {
    const copy = broken('<Permissions>ReadWriteDocument', '<Permissions>Everything');
    const line = manifest.slice(0, manifest.indexOf('<Permissions>')).split('\n').length;
    expect((await schemaProblems(copy, ownSchema))[0]).toMatch(new RegExp(`^line ${line}: .*Everything`));
  });
});

// Registered only where Microsoft's files are: their text is not ours to keep in this repository.
const published = process.env['OFFICE_SCHEMAS'];
if (published) {
  describe("[L80] the manifest fits Microsoft's own schema (OFFICE_SCHEMAS)", () => {
    it('accepts the shipped manifest', async () => {
      expect(await schemaProblems(manifest, publishedSchema(published))).toEqual([]);
    });
    it.each(faults)('reports %s', async (_fault, text, by, told) => {
      expect((await schemaProblems(broken(text, by), publishedSchema(published))).join('\n')).toContain(told);
    });
  });
}

describe("[L80] five edits make a schema compile that has the flaws of Microsoft's", () => {
  it('accepts afterwards what it could not even read before', async () => {
    await expect(schemaProblems(madeUpManifest, likePublished)).rejects.toThrow('not a schema document');
    expect(await schemaProblems(madeUpManifest, likePublished.map(compilable))).toEqual([]);
  });

  it('still refuses what the schema forbids', async () => {
    const copy = madeUpManifest.replace('lifetime="long"', 'lifetime="endless"');
    expect((await schemaProblems(copy, likePublished.map(compilable))).join('\n')).toContain('endless');
  });

  it('leaves a schema alone that needs no edit', () => {
    const edited = likePublished.map(compilable);
    expect(edited.map(compilable)).toEqual(edited);
  });

  it('says so when a missing element finds no place', () => {
    const strange = likePublished.map((file) => ({ ...file, contents: file.contents.replaceAll('"Host"', '"Place"') }));
    expect(() => strange.map(compilable)).toThrow('The published schema has no place for Runtimes.');
  });
});

describe('[L81] every element stands where Office wants it', () => {
  itTells(orderProblems, [
    [
      'Version stands after ProviderName in OfficeApp.',
      '<Version>1.0.0.0</Version>\n  <ProviderName>IISG Secretariat</ProviderName>',
      '<ProviderName>IISG Secretariat</ProviderName><Version>1.0.0.0</Version>',
    ],
    [
      'Label stands after Icon in Group.',
      '<Group id="Grid.Group">\n                <Label resid="Group.Label"/>',
      '<Group id="Grid.Group"><Icon/><Label resid="Group.Label"/>',
    ],
    ['Runtimes stands after DesktopFormFactor in Host.', '<Runtimes>', '<DesktopFormFactor/><Runtimes>'],
    ['Runtime does not belong in Hosts.', '<Host xsi:type="Workbook">', '<Runtime/><Host xsi:type="Workbook">'],
  ]);
});

describe('[L82] every reference finds its resource, every resource is used, and names are unique and at most 32 characters', () => {
  const long = 'Sync.Title.That.Is.Longer.Than.32';
  itTells(referenceProblems, [
    ['Title refers to "Sync.Titel", which is not among the ShortStrings.', 'resid="Sync.Title"', 'resid="Sync.Titel"'],
    ['Title refers to "Sync.Description", which is not among the ShortStrings.', 'resid="Sync.Title"', 'resid="Sync.Description"'],
    ['Resource "Sync.Title" is never used.', 'resid="Sync.Title"', 'resid="Open.Title"'],
    ['Resource "Icon.16" is defined twice.', 'id="Sync.16" Default', 'id="Icon.16" Default'],
    [`Resource name "${long}" is longer than 32 characters.`, 'id="Sync.Title"', `id="${long}"`],
    ['Two groups or controls are called "Grid.Open".', 'id="Grid.Sync"', 'id="Grid.Open"'],
  ]);
});

describe('[L83] the pane and the functions of the ribbon run in one long-lived runtime', () => {
  itTells(runtimeProblems, [
    ['There is no Runtime.', '<Runtime resid="Pane.Url" lifetime="long"/>', ''],
    ['There is more than one Runtime.', '</Runtimes>', '<Runtime resid="Pane.Url" lifetime="long"/></Runtimes>'],
    ['The Runtime is not long-lived.', ' lifetime="long"', ''],
    ['There is no FunctionFile.', '<FunctionFile resid="Pane.Url"/>', ''],
    ['FunctionFile is "Help.Url", the Runtime is "Pane.Url".', '<FunctionFile resid="Pane.Url"', '<FunctionFile resid="Help.Url"'],
    ['SourceLocation is "Help.Url", the Runtime is "Pane.Url".', '<SourceLocation resid="Pane.Url"', '<SourceLocation resid="Help.Url"'],
    ['TaskpaneId must be absent with a shared runtime.', '<SourceLocation resid', '<TaskpaneId>a</TaskpaneId><SourceLocation resid'],
    [
      'The Runtime and the pane of DefaultSettings are different pages.',
      'id="Pane.Url" DefaultValue="https://localhost:3000/addin/taskpane.html"',
      'id="Pane.Url" DefaultValue="https://localhost:3000/addin/functions.html"',
    ],
  ]);
});

describe('[L84] every address is https and of our one host, and a plain replacement moves them all', () => {
  itTells(
    (app) => addressProblems(app, shippedOrigin),
    [
      ['"http://localhost:3000/" is not https.', 'SupportUrl DefaultValue="https:', 'SupportUrl DefaultValue="http:'],
      [
        '"https://localhost:30001/" is on no declared AppDomain.',
        'Help.Url" DefaultValue="https://localhost:3000',
        'Help.Url" DefaultValue="https://localhost:30001',
      ],
      ['"/addin/taskpane.html" is not an absolute address.', 'SourceLocation DefaultValue="https://localhost:3000', 'SourceLocation DefaultValue="'],
      ['AppDomain "https://example.org" is not our host.', '</AppDomains>', '<AppDomain>https://example.org</AppDomain></AppDomains>'],
    ],
  );

  it('leaves nothing of the shipped address behind after the replacement', () => {
    const moved = manifest.replaceAll(shippedOrigin, 'https://grid.example.org');
    const app = parseXml(moved);
    expect(moved).not.toContain('localhost');
    expect(addressProblems(app, 'https://grid.example.org')).toEqual([]);
    expect(addresses(app)).toEqual(addresses(shipped).map((address) => address.replace(shippedOrigin, 'https://grid.example.org')));
    expect(addresses(app)).toHaveLength(15);
  });
});

describe('[L85] every icon is there, in the size that its name and its use promise', () => {
  itTells(
    (app) => iconProblems(app, addinFolder),
    [
      ['"https://localhost:3000/addin/assets/sync-32.png" is used at 16 pixels.', 'assets/sync-16.png', 'assets/sync-32.png'],
      ['"assets/lost-16.png" does not exist.', 'assets/sync-16.png', 'assets/lost-16.png'],
      ['"https://localhost:3000/addin/assets/icon.svg" is not an icon of ours.', 'assets/icon-32.png', 'assets/icon.svg'],
      ['An Icon lacks its 80 pixels.', '<bt:Image size="80" resid="Sync.80"/>', ''],
    ],
  );

  it('looks into the files: one with a name that lies, or that is no image, is told', () => {
    const folder = mkdtempSync(join(tmpdir(), 'icons-'));
    try {
      cpSync(join(addinFolder, 'assets'), join(folder, 'assets'), { recursive: true });
      cpSync(join(folder, 'assets/icon-32.png'), join(folder, 'assets/sync-16.png'));
      cpSync(join(folder, 'assets/icon.svg'), join(folder, 'assets/submit-80.png'));
      expect(iconProblems(shipped, folder)).toEqual(['"assets/sync-16.png" is 32 x 32 pixels.', '"assets/submit-80.png" is not a PNG file.']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('[L86] the add-in has a GUID and a version of four numbers', () => {
  itTells(identityProblems, [
    ['Id "support-group-grid" is not a GUID.', 'b7b906cb-2b8d-4fe6-abe7-d001c730bcf8', 'support-group-grid'],
    ['Version "1.0" is not a.b.c.d.', '<Version>1.0.0.0', '<Version>1.0'],
  ]);
});

describe('[L87] no text is empty or longer than Office shows', () => {
  itTells(textProblems, [
    ['String Sync.Title has 126 characters.', 'Sync the grid now', 'x'.repeat(126)],
    ['String Sync.Label has 0 characters.', 'DefaultValue="Sync"', 'DefaultValue=""'],
    ['DisplayName  has 126 characters.', 'DisplayName DefaultValue="Support Group Grid"', `DisplayName DefaultValue="${'x'.repeat(126)}"`],
    [
      'String Sync.Description has 251 characters.',
      'Sends your waiting changes to the service and brings in what the other members have saved.',
      'x'.repeat(251),
    ],
  ]);
});

describe('[L88] every function of the ribbon is associated in the add-in', () => {
  it('finds syncGrid and submitRow in the sources of the add-in', () => {
    const files = readdirSync(addinFolder, { recursive: true, encoding: 'utf8' });
    const sources = files.filter((file) => /\.tsx?$/.test(file) && !/^preview[\\/]/.test(file)).map((file) => readFileSync(join(addinFolder, file), 'utf8'));
    expect(functionProblems(shipped, sources)).toEqual([]);
  });

  it('accepts a literal name, and neither another name nor one in a comment', () => {
    const both = ["Office.actions.associate('syncGrid', sync);", 'Office.actions.associate(\n  "submitRow",\n  submit,\n);'];
    expect(functionProblems(shipped, both)).toEqual([]);
    expect(functionProblems(shipped, ["Office.actions.associate('syncGrids', sync);", ...both.slice(1)])).toEqual([
      '"syncGrid" is not associated in the add-in.',
    ]);
    expect(functionProblems(shipped, [`// ${both[0]}`, `/* ${both[1]} */`])).toHaveLength(2);
  });
});

describe('[L89] the ribbon has Open, Sync and Submit, and the add-in asks for no more than it needs', () => {
  it('names its buttons and what they do', () => {
    expect(buttons(shipped)).toEqual(['Open: ShowTaskpane', 'Sync: syncGrid', 'Submit: submitRow']);
  });
  itTells(scopeProblems, [
    ['The permission is Restricted.', 'ReadWriteDocument', 'Restricted'],
    ['The floor is ExcelApi 1.20.', 'MinVersion="1.14"', 'MinVersion="1.20"'],
    [
      'The floor is ExcelApi 1.14,SharedRuntime 1.1.',
      '<Set Name="ExcelApi" MinVersion="1.14"/>',
      '<Set Name="ExcelApi" MinVersion="1.14"/><Set Name="SharedRuntime" MinVersion="1.1"/>',
    ],
    ['VersionOverrides require .', '<bt:Set Name="SharedRuntime" MinVersion="1.1"/>', ''],
    ['There is a CustomFunctions.', '<ExtensionPoint xsi:type', '<ExtensionPoint xsi:type="CustomFunctions"/><ExtensionPoint xsi:type'],
  ]);
});
