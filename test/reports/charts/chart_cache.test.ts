import { describe, expect, it } from 'vitest';
import { createChartCache } from '#src/reports/charts/chart_cache.ts';

function countingDraw() {
  const drawn: string[] = [];
  const draw = (name: string) => async () => {
    drawn.push(name);
    return name;
  };
  return { drawn, draw };
}

describe('createChartCache', () => {
  it('draws once, also when asked twice at the same time', async () => {
    const { drawn, draw } = countingDraw();
    const cache = createChartCache<string>();
    expect(await Promise.all([cache.get('a', draw('a')), cache.get('a', draw('a'))])).toEqual(['a', 'a']);
    expect(drawn).toEqual(['a']);
  });

  it('forgets the picture that was not used for longest', async () => {
    const { drawn, draw } = countingDraw();
    const cache = createChartCache<string>(2);
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.get(name, draw(name));
    expect(drawn).toEqual(['a', 'b', 'c', 'b']);
  });

  it('keeps nothing when told so', async () => {
    const { drawn, draw } = countingDraw();
    const cache = createChartCache<string>(0);
    await cache.get('a', draw('a'));
    await cache.get('a', draw('a'));
    expect(drawn).toEqual(['a', 'a']);
  });

  it('forgets a failed drawing, so that the next one is tried', async () => {
    const { draw } = countingDraw();
    const cache = createChartCache<string>();
    await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.get('a', draw('a'))).toBe('a');
  });

  it('remembers an upload only while the picture is kept', async () => {
    const { draw } = countingDraw();
    const cache = createChartCache<string>(1);
    await cache.get('a', draw('a'));
    cache.rememberExternalId('a', 'F1');
    expect(cache.externalId('a')).toBe('F1');
    await cache.get('b', draw('b'));
    expect(cache.externalId('a')).toBeUndefined();
    cache.rememberExternalId('a', 'F2');
    expect(cache.externalId('a')).toBeUndefined();
  });
});
