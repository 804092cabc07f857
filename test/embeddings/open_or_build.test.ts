import { describe, expect, it } from 'vitest';
import { openOrBuild } from '#src/embeddings/index_files.ts';
import { UserError } from '#src/lib/errors.ts';

/** An index that opens once it has been built. */
function indexThatIs(code: string, cause?: Error) {
  let isBuilt = false;
  const said: string[] = [];
  const opened = openOrBuild(
    async () => {
      if (isBuilt) return 'the index';
      throw new UserError({ code, message: 'It cannot be used.' }, cause ? { cause } : undefined);
    },
    async () => {
      isBuilt = true;
    },
    (line) => void said.push(line),
  );
  return { opened, said };
}

describe('an index that has to be built first', () => {
  it('says so in one sentence', async () => {
    const { opened, said } = indexThatIs('missing_index');
    expect(await opened).toBe('the index');
    expect(said).toEqual(['It cannot be used. Building it now.']);
  });

  it('says what had damaged it as well', async () => {
    const { opened, said } = indexThatIs('damaged_index', new Error('a bad page'));
    expect(await opened).toBe('the index');
    expect(said).toEqual(['It cannot be used. Building it now.', expect.stringContaining('a bad page')]);
  });

  it('is not built for another reason', async () => {
    await expect(indexThatIs('index_not_writable').opened).rejects.toMatchObject({
      code: 'index_not_writable',
    });
  });
});
