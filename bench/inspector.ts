/** Memory figures of an isolate, read over its inspector. */

/** In megabytes. `totalMb` is the reserved heap; buffers are outside of it. */
export type Heap = {
  readonly usedMb: number;
  readonly totalMb: number;
  readonly buffersMb: number;
};

export type Inspector = {
  /** `collect`: run a garbage collection first. */
  readonly heap: (collect: boolean) => Promise<Heap>;
  readonly close: () => void;
};

/** Connects to the inspector at this address; throws if it can't. */
export async function inspect(url: string): Promise<Inspector> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`no inspector at ${url}`)));
  });
  const waiting = new Map<number, (result: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data));
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  let asked = 0;
  const ask = (method: string): Promise<unknown> =>
    new Promise((resolve) => {
      waiting.set(++asked, resolve);
      socket.send(JSON.stringify({ id: asked, method }));
    });
  return {
    async heap(collect) {
      // An idle isolate delays the collection; the next query is answered after it.
      if (collect) void ask('HeapProfiler.collectGarbage');
      const { usedSize, totalSize, backingStorageSize } = (await ask(
        'Runtime.getHeapUsage',
      )) as Record<'usedSize' | 'totalSize' | 'backingStorageSize', number>;
      return {
        usedMb: usedSize / MB,
        totalMb: totalSize / MB,
        buffersMb: backingStorageSize / MB,
      };
    },
    close: () => socket.close(),
  };
}

const MB = 2 ** 20;
