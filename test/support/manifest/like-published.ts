// A schema of our own making with the flaws that Microsoft's has as published, and no other likeness to it: for testing the edits.
import { appNamespace, type SchemaFile } from './schema.ts';

const office = 'http://schemas.microsoft.com/office';

/** Three files: the app, its overrides, their basic types. Each of the five edits is needed before they accept `madeUpManifest`. */
export const likePublished: readonly SchemaFile[] = [
  {
    fileName: 'app.xsd',
    contents: `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${appNamespace}" targetNamespace="${appNamespace}"
        xmlns:taskpanor="${office}/taskpaneappversionoverrides" xmlns:mailor="${office}/mailappversionoverrides" elementFormDefault="qualified">
      <xs:import namespace="${office}/mailappversionoverrides" schemaLocation="mail.xsd"/>
      <xs:import schemaLocation="overrides.xsd" namespace="${office}/taskpaneappversionoverrides"/>
      <xs:simpleType name="URL"><xs:restriction base="xs:anyURI"/></xs:simpleType>
      <xs:element name="OfficeApp"><xs:complexType><xs:sequence>
        <xs:element ref="mailor:VersionOverrides" minOccurs="0"/>
        <xs:element ref="taskpanor:VersionOverrides"><xs:annotation/></xs:element>
      </xs:sequence></xs:complexType></xs:element>
    </xs:schema>`,
  },
  {
    fileName: 'overrides.xsd',
    contents: `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${office}/taskpaneappversionoverrides"
        targetNamespace="${office}/taskpaneappversionoverrides" xmlns:bt="${office}/officeappbasictypes/1.0" elementFormDefault="qualified">
      <xs:import schemaLocation="basic.xsd" namespace="${office}/officeappbasictypes/1.0"/>
      <xs:complexType name="UIControl"><xs:sequence>
        <xs:element name="Action" type="xs:string"><xs:annotation/></xs:element>
      </xs:sequence></xs:complexType>
      <xs:complexType name="Group"><xs:sequence><xs:element name="Control" type="UIControl"/></xs:sequence></xs:complexType>
      <xs:complexType name="Host"><xs:sequence><xs:element name="Group" type="Group"/></xs:sequence></xs:complexType>
      <xs:element name="VersionOverrides" type="Host"/>
    </xs:schema>`,
  },
  {
    fileName: 'basic.xsd',
    contents: `<xs:schema xmlns:xs="https://www.w3.org/2001/XMLSchema" targetNamespace="${office}/officeappbasictypes/1.0">
      <xs:simpleType name="ReferenceId"><xs:restriction base="xs:string"><xs:pattern value="[a-z]+(\\.[a-z]+){0,3}?"/></xs:restriction></xs:simpleType>
    </xs:schema>`,
  },
];

/** A manifest by that schema, with each of the elements that the edits bring. */
export const madeUpManifest = `<OfficeApp xmlns="${appNamespace}">
  <VersionOverrides xmlns="${office}/taskpaneappversionoverrides">
    <Runtimes><Runtime resid="pane.url" lifetime="long"/></Runtimes>
    <Group>
      <OverriddenByRibbonApi>true</OverriddenByRibbonApi>
      <Control><OverriddenByRibbonApi>true</OverriddenByRibbonApi><Action>sync</Action><Enabled>false</Enabled></Control>
    </Group>
  </VersionOverrides>
  <ExtendedOverrides Url="https://grid.example.org/shortcuts.json"/>
</OfficeApp>`;
