/** Icons of 20 × 20, drawn with the colour of the text. They never stand without words. */

const PATHS = {
  calls:
    'M5.5 3.5h2.2l1.3 3.6-1.7 1.3a9 9 0 0 0 4.3 4.3l1.3-1.7 3.6 1.3v2.2a1.5 1.5 0 0' +
    ' 1-1.6 1.5A11.5 11.5 0 0 1 4 5.1 1.5 1.5 0 0 1 5.5 3.5z',
  callback: 'M8 4.5L4 8.5l4 4M4 8.5h7.5a4.5 4.5 0 0 1 4.5 4.5v3',
  people:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c0-2.8 2.2-4.5 5-4.5s5 1.7 5 4.5' +
    'M13 9.5a2.5 2.5 0 1 0-.8-4.9M14.5 12.2c1.9.5 3 2 3 4.3',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4',
  calendar: 'M4 5.5h12v11H4zM4 9h12M7.5 3.5v3.5M12.5 3.5v3.5',
  filter: 'M3.5 5h13M6 10h8M8.5 15h3',
  columns: 'M3.5 4.5h13v11h-13zM8 4.5v11M12.5 4.5v11',
  bookmark: 'M6 3.5h8v13l-4-3-4 3z',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  down: 'M6 8l4 4 4-4',
  up: 'M6 12l4-4 4 4',
  in: 'M15 5L6 14M6 7.5V14h6.5',
  out: 'M5 15l9-9M7.5 6H14v6.5',
  internal: 'M4 7.5h11M12 4.5l3 3-3 3M16 12.5H5M8 9.5l-3 3 3 3',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  missed: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  busy: 'M4.5 10h11',
  warning: 'M10 3.5l7 12.5H3zM10 8v4M10 14v.2',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.5 2',
  link: 'M8.5 11.5l3-3M7 9l-1.8 1.8a2.8 2.8 0 0 0 4 4L11 13M13 11l1.8-1.8a2.8 2.8 0 0 0-4-4L9 7',
  person: 'M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10zM4 17c0-3.2 2.7-5 6-5s6 1.8 6 5',
  plus: 'M10 4.5v11M4.5 10h11',
  trash: 'M4.5 6h11M8 6V4h4v2M6 6l.8 10.5h6.4L14 6',
  pencil: 'M4 16l.8-3.4L13 4.4l2.6 2.6-8.2 8.2z',
  key: 'M7 13a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 7 13zM10 9.8h7M14.5 9.8v3',
  download: 'M10 3.5v9M6 9l4 4 4-4M4 16.5h12',
  sheet: 'M5 3.5h7l3 3v10H5zM12 3.5v3h3M7.5 10h5M7.5 13h5',
  left: 'M12 5l-5 5 5 5',
  right: 'M8 5l5 5-5 5',
  live:
    'M10 11.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM6.8 13.2a4.5 4.5 0 0 1 0-6.4' +
    'M13.2 6.8a4.5 4.5 0 0 1 0 6.4M4.2 15.8a8.2 8.2 0 0 1 0-11.6M15.8 4.2a8.2 8.2 0 0 1 0 11.6',
  bell: 'M4.5 14h11L14 11.5V9a4 4 0 0 0-8 0v2.5zM8.5 16.5h3',
  pause: 'M7.5 5v10M12.5 5v10',
  screen: 'M3 4.5h14v9H3zM7 16.5h6M10 13.5v3',
  more:
    'M4.3 10a.7.7 0 1 0 1.4 0 .7.7 0 1 0-1.4 0M9.3 10a.7.7 0 1 0 1.4 0 .7.7 0 1 0-1.4 0' +
    'M14.3 10a.7.7 0 1 0 1.4 0 .7.7 0 1 0-1.4 0',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
