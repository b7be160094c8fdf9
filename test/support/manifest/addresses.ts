// The addresses in a manifest: all of one service, over https, so that one plain replacement moves the add-in to another host.
import { attribute, type Element, everyElement } from './element.ts';

/** The text that the service replaces by its PUBLIC_URL wherever it occurs. */
export const shippedOrigin = 'https://localhost:3000';

const elementsWithAddress = ['IconUrl', 'HighResolutionIconUrl', 'SupportUrl', 'Url'];

/** Every address that Office would load or open, in document order, AppDomains apart. */
export function addresses(app: Element): string[] {
  return everyElement(app).flatMap((element) => {
    if (element.name === 'ExtendedOverrides') return [attribute(element, 'Url')];
    if (elementsWithAddress.includes(element.name)) return [attribute(element, 'DefaultValue')];
    const isResourceOrPane = ['Image', 'SourceLocation'].includes(element.name) && !('resid' in element.attributes);
    return isResourceOrPane ? [attribute(element, 'DefaultValue')] : [];
  });
}

/** One sentence for each address that is not https or not of a declared AppDomain, and for each AppDomain that is not our host. */
export function addressProblems(app: Element, origin: string): string[] {
  const domains = everyElement(app)
    .filter(({ name }) => name === 'AppDomain')
    .map(({ text }) => text);
  const outside = addresses(app).flatMap((address) => {
    if (!URL.canParse(address)) return [`"${address}" is not an absolute address.`];
    const url = new URL(address);
    if (url.protocol !== 'https:') return [`"${address}" is not https.`];
    return domains.includes(url.origin) ? [] : [`"${address}" is on no declared AppDomain.`];
  });
  const foreign = domains.filter((domain) => domain !== origin).map((domain) => `AppDomain "${domain}" is not our host.`);
  return [...outside, ...foreign];
}
