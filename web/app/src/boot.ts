/** What a page does first: shows where one is, and only then reads the program that fills it. */

import './styles/index.css';

import { firstHeading } from './shell/first.ts';
import { showStoredTheme } from './ui/shown-theme.ts';

function showFirst(): void {
  const root = document.getElementById('root');
  const template = document.getElementById('first');
  const heading = firstHeading(location.pathname);
  if (!(template instanceof HTMLTemplateElement) || !heading) return;
  root?.append(template.content.cloneNode(true));
  const title = document.createElement('h1');
  title.textContent = heading;
  root?.querySelector('.page-head')?.append(title);
}

/** Reading the program keeps the browser from drawing; what nobody looks at is not drawn at all. */
function whenDrawn(next: () => void): void {
  if (document.visibilityState === 'hidden') next();
  else requestAnimationFrame(() => setTimeout(next));
}

showStoredTheme();
showFirst();
whenDrawn(() => void import('./main.tsx'));
