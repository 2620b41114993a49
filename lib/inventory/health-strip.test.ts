import { expect, it } from 'vitest';
import { stripOf } from './health-strip';
import { STRIP_MINUTES } from '@/lib/model/health-types';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const MINUTE = 60_000;
const ago = (minutes: number): number => NOW - minutes * MINUTE;

it('draws nothing if there was no observation', () => {
  expect(stripOf([], NOW)).toEqual(Array.from({ length: STRIP_MINUTES }, () => 'unobserved'));
});

it('draws a bar for each observed minute, the newest last', () => {
  const strip = stripOf(
    [
      { status: 'normal', firstObservedMillis: ago(5.5), lastObservedMillis: ago(2.5) },
      { status: 'abnormal', firstObservedMillis: ago(1.5), lastObservedMillis: NOW },
    ],
    NOW,
  );
  expect(strip.slice(-7)).toEqual([
    'unobserved',
    'normal',
    'normal',
    'normal',
    'normal',
    'abnormal',
    'abnormal',
  ]);
});

it('does not fill a gap between two observations', () => {
  const strip = stripOf(
    [
      { status: 'normal', firstObservedMillis: ago(10.5), lastObservedMillis: ago(10.5) },
      { status: 'normal', firstObservedMillis: ago(0.5), lastObservedMillis: ago(0.5) },
    ],
    NOW,
  );
  expect(strip.filter((minute) => minute === 'normal')).toHaveLength(2);
});

it('makes a minute abnormal after one abnormal observation, and empty if there is no result', () => {
  const strip = stripOf(
    [
      { status: 'normal', firstObservedMillis: ago(0.9), lastObservedMillis: ago(0.6) },
      { status: 'abnormal', firstObservedMillis: ago(0.4), lastObservedMillis: ago(0.4) },
      { status: 'unavailable', firstObservedMillis: ago(3.5), lastObservedMillis: ago(3.2) },
    ],
    NOW,
  );
  expect(strip.slice(-4)).toEqual(['unobserved', 'unobserved', 'unobserved', 'abnormal']);
});
