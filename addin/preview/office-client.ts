/**
 * Microsoft's own client for Excel in the page, talking to the simulated Excel: the seam `_richApiNativeBridge` must stand before the script is
 * loaded. What the loader office.js would bring (Office.onReady, the requirement sets) is not in that script and is added here.
 */
import type { Bridge } from './host/bridge.ts';

const CLIENT = '/preview/office/excel-web-16.00.js';
/** Up to which Excel requirement set the host has been built. */
const EXCEL_API = 1.17;
const OTHER_SETS = ['DelayForCellEdit', 'SharedRuntime', 'DialogApi', 'AddinCommands'];

/** Loads the client over a bridge. Fails with `OfficeMissing` if the service does not have the file. */
export async function loadOfficeClient(bridge: Bridge): Promise<typeof Excel> {
  Object.assign(globalThis, { _richApiNativeBridge: bridge });
  await loadScript(CLIENT);
  const loaded = globalThis as unknown as { Excel?: typeof Excel; Office?: object };
  if (!loaded.Excel) throw new OfficeMissing(CLIENT);
  // The client's own Office has a context that can't be written to; ours stands before it.
  loaded.Office = Object.create(loaded.Office ?? null, Object.getOwnPropertyDescriptors(officeLoader())) as object;
  return loaded.Excel;
}

/** The client's file could not be loaded. */
export class OfficeMissing extends Error {
  readonly file: string;

  constructor(file: string) {
    super(`${file} could not be loaded`);
    this.file = file;
  }
}

function officeLoader(): object {
  const ready = { host: 'Excel', platform: 'OfficeOnline' };
  return {
    onReady: async (callback?: (found: object) => unknown) => {
      await callback?.(ready);
      return ready;
    },
    context: {
      displayLanguage: document.documentElement.lang,
      requirements: { isSetSupported: (name: string, version = '1.1') => (name === 'ExcelApi' ? Number(version) <= EXCEL_API : OTHER_SETS.includes(name)) },
    },
  };
}

function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => reject(new OfficeMissing(src));
    document.head.append(script);
  });
}
