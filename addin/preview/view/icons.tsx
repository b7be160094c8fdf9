/** The ribbon's icons, drawn as lines of the text's colour on a grid of 20. */

const PATHS = {
  undo: 'M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8',
  redo: 'M13 4l3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12',
  'fill-down': 'M4 3h12v4H4zM10 9.5v7M7 13.5l3 3 3-3',
  'sort-up': 'M5 3v13M2.5 13.5 5 16l2.5-2.5M11 8l2.5-5.5L16 8M11.8 6.2h3.4M11 11.5h5L11 17h5',
  'sort-down': 'M5 3v13M2.5 13.5 5 16l2.5-2.5M11 2.5h5L11 8h5M11 17l2.5-5.5L16 17M11.8 15.2h3.4',
  'insert-row': 'M3 4h14M3 16h14M10 7v6M7 10h6',
  'delete-row': 'M3 4h14M3 16h14M7 10h6',
  filter: 'M3 4h14l-5.5 6.5V16l-3 1.5v-7z',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  unlock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 5.8-1',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  file: 'M5 2.5h6.5L15.5 6.5v11H5zM11.5 2.5v4h4',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

/** An icon; the words stand beside it, so it is hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="ribbon-icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
