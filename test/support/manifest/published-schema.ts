// Microsoft's schemas as Microsoft publishes them, edited in memory: as published, libxml2 does not compile them, and they lack four
// elements that Microsoft's reference of the manifest documents. What an edit finds already done by a newer publication stays as it is.
import { appNamespace, isSchemaOf, readSchema, type SchemaFile } from './schema.ts';

const overridesNamespace = 'http://schemas.microsoft.com/office/taskpaneappversionoverrides';

/** Microsoft's schemas from a folder that holds their files as published, made to compile. */
export function publishedSchema(folder: string): SchemaFile[] {
  return readSchema(folder).map(compilable);
}

/** One published schema file with the five edits; throws when an element that it lacks finds no place. */
export function compilable(file: SchemaFile): SchemaFile {
  let contents = withXmlSchemaNamespace(file.contents);
  contents = withPlainQuantifiers(contents);
  contents = withoutOtherKindsOfAddin(contents);
  if (isSchemaOf(file, overridesNamespace)) contents = [runtimes, enabled, overridden].reduce(withElement, contents);
  if (isSchemaOf(file, appNamespace)) contents = withElement(contents, extendedOverrides);
  return { ...file, contents };
}

/** Edit 1. A namespace is compared letter by letter: with `https:` the file is no schema at all. */
function withXmlSchemaNamespace(contents: string): string {
  return contents.replaceAll('"https://www.w3.org/2001/XMLSchema"', '"http://www.w3.org/2001/XMLSchema"');
}

/** Edit 2. A pattern of XML Schema knows no reluctant quantifier (Part 2, appendix F), and without one it matches the same texts. */
function withPlainQuantifiers(contents: string): string {
  return contents.replaceAll('{0,3}?', '{0,3}');
}

/** Edit 3. Overrides of mail and content add-ins: their schemas are published elsewhere, and no task pane manifest may hold them. */
function withoutOtherKindsOfAddin(contents: string): string {
  const namespace = String.raw`"http://schemas\.microsoft\.com/office/(?:mail|content)appversionoverrides[^"]*"`;
  const prefixes = [...contents.matchAll(new RegExp(`xmlns:(\\w+)=${namespace}`, 'g'))].map(([, prefix]) => prefix);
  return contents
    .replace(new RegExp(`<xs:import\\b[^>]*\\bnamespace=${namespace}[^>]*/>`, 'g'), '')
    .replace(/<xs:element ref="(\w+):[^>]*?(?:\/>|>[\s\S]*?<\/xs:element>)/g, (reference, prefix) => (prefixes.includes(prefix) ? '' : reference));
}

/** An element that the published schema lacks: what is written for it, right behind each text that `place` finds. */
type Lacking = { readonly name: string; readonly place: RegExp; readonly declaration: string };

/** Edit 4. The shared runtime and the extended overrides are newer than the schemas (reference pages Runtimes and ExtendedOverrides). */
const runtimes: Lacking = {
  name: 'Runtimes',
  place: /<xs:complexType name="Host"[^>]*>[\s\S]*?<xs:sequence>/g,
  declaration: `<xs:element name="Runtimes" minOccurs="0"><xs:complexType><xs:sequence>
    <xs:element name="Runtime"><xs:complexType>
      <xs:attribute name="resid" type="bt:ReferenceId" use="required"/>
      <xs:attribute name="lifetime"><xs:simpleType><xs:restriction base="xs:string">
        <xs:enumeration value="short"/><xs:enumeration value="long"/>
      </xs:restriction></xs:simpleType></xs:attribute>
    </xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>`,
};
const extendedOverrides: Lacking = {
  name: 'ExtendedOverrides',
  place: /<xs:element ref="taskpanor:VersionOverrides"[^>]*?(?:\/>|>[\s\S]*?<\/xs:element>)/g,
  declaration: `<xs:element name="ExtendedOverrides" minOccurs="0"><xs:complexType>
    <xs:attribute name="Url" type="URL" use="required"/><xs:attribute name="ResourcesUrl" type="URL"/>
  </xs:complexType></xs:element>`,
};

/** Edit 5. So are the ribbon's controls that start disabled or give way to a contextual tab (Enabled and OverriddenByRibbonApi). */
const enabled: Lacking = {
  name: 'Enabled',
  place: /<xs:element name="Action"[^>]*?(?:\/>|>[\s\S]*?<\/xs:element>)/g,
  declaration: '<xs:element name="Enabled" type="xs:boolean" minOccurs="0"/>',
};
const overridden: Lacking = {
  name: 'OverriddenByRibbonApi',
  place: /<xs:complexType name="(?:UIControl|Group)"[^>]*>[\s\S]*?<xs:sequence>/g,
  declaration: '<xs:element name="OverriddenByRibbonApi" type="xs:boolean" minOccurs="0"/>',
};

function withElement(contents: string, { name, place, declaration }: Lacking): string {
  if (contents.includes(`<xs:element name="${name}"`)) return contents;
  const edited = contents.replace(place, (found) => found + declaration);
  if (edited === contents) throw new Error(`The published schema has no place for ${name}.`);
  return edited;
}
