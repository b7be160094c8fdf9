// The manifest against XML schemas, by libxml2 compiled to WebAssembly: no network, nothing to install.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateXML } from 'xmllint-wasm';

/** One file of a schema; the others import it by its name. */
export type SchemaFile = { readonly fileName: string; readonly contents: string };

/** The namespace of OfficeApp: the schema of it is where validation begins. */
export const appNamespace = 'http://schemas.microsoft.com/office/appforoffice/1.1';

/** All schema files (`.xsd`) of a folder, as they stand there. */
export function readSchema(folder: string): SchemaFile[] {
  const fileNames = readdirSync(folder).filter((fileName) => fileName.endsWith('.xsd'));
  return fileNames.map((fileName) => ({ fileName, contents: readFileSync(join(folder, fileName), 'utf8') }));
}

/** Our own schema of the manifest: the files in `xsd/`. */
export const ownSchema: readonly SchemaFile[] = readSchema(fileURLToPath(new URL('./xsd/', import.meta.url)));

/** Reports whether a schema file is the one of that namespace. */
export function isSchemaOf(file: SchemaFile, namespace: string): boolean {
  return file.contents.includes(`targetNamespace="${namespace}"`);
}

/** What a schema finds wrong, one sentence each with its line; empty when the manifest is valid. */
export async function schemaProblems(manifest: string, schema: readonly SchemaFile[]): Promise<string[]> {
  const roots = schema.filter((file) => isSchemaOf(file, appNamespace));
  if (roots.length !== 1) throw new Error(`${roots.length} schema files are of ${appNamespace}; there must be one.`);
  const result = await validateXML({
    xml: { fileName: 'manifest.xml', contents: manifest },
    schema: roots,
    preload: schema.filter((file) => !roots.includes(file)),
  });
  if (!result.valid && result.errors.length === 0) throw new Error(result.rawOutput);
  return result.errors.map(({ loc, message }) => `line ${loc?.lineNumber ?? '?'}: ${message}`);
}
