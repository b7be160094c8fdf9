// The icons that a manifest names: that each file is there and has the size that its name and its use promise.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attribute, type Element, everyElement, find } from './element.ts';

const ribbonSizesPixels = [16, 32, 80];
const pngSignature = '89504e470d0a1a0a';

type IconUse = { readonly address: string; readonly sizePixels: number };

/** One sentence for each icon that is missing or not as large as said; `folder` is what is served under /addin/. */
export function iconProblems(app: Element, folder: string): string[] {
  return [...iconUses(app).flatMap((use) => fileProblems(use, folder)), ...missingSizes(app)];
}

function iconUses(app: Element): IconUse[] {
  const images = find(app, 'VersionOverrides', 'Resources', 'Images', 'Image');
  const ribbon = everyElement(app)
    .filter(({ name, attributes }) => name === 'Image' && 'resid' in attributes)
    .map((use) => ({
      address: attribute(
        images.find((image) => attribute(image, 'id') === attribute(use, 'resid')),
        'DefaultValue',
      ),
      sizePixels: Number(attribute(use, 'size')),
    }));
  return [
    { address: attribute(find(app, 'IconUrl')[0], 'DefaultValue'), sizePixels: 32 },
    { address: attribute(find(app, 'HighResolutionIconUrl')[0], 'DefaultValue'), sizePixels: 64 },
    ...ribbon,
  ];
}

function fileProblems({ address, sizePixels }: IconUse, folder: string): string[] {
  const path = /\/addin\/(assets\/[a-z]+-(\d+)\.png)$/.exec(address);
  if (path?.[1] === undefined) return [`"${address}" is not an icon of ours.`];
  if (Number(path[2]) !== sizePixels) return [`"${address}" is used at ${sizePixels} pixels.`];
  const file = join(folder, path[1]);
  if (!existsSync(file)) return [`"${path[1]}" does not exist.`];
  const size = pngSizePixels(readFileSync(file));
  if (size === undefined) return [`"${path[1]}" is not a PNG file.`];
  const isTrue = size.width === sizePixels && size.height === sizePixels;
  return isTrue ? [] : [`"${path[1]}" is ${size.width} x ${size.height} pixels.`];
}

function missingSizes(app: Element): string[] {
  const icons = everyElement(app).filter(({ name }) => name === 'Icon');
  return icons.flatMap((icon) => {
    const sizes = icon.children.map((image) => Number(attribute(image, 'size')));
    return ribbonSizesPixels.filter((size) => !sizes.includes(size)).map((size) => `An Icon lacks its ${size} pixels.`);
  });
}

/** The width and height in pixels that a PNG file's header states; undefined when it is no PNG. */
function pngSizePixels(png: Buffer): { width: number; height: number } | undefined {
  if (png.length < 24 || png.toString('hex', 0, 8) !== pngSignature) return undefined;
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
