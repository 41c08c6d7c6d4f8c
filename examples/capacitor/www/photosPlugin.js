// The web half of a plugin, in place of registerPlugin('Photos') of @capacitor/core: each call goes to the native half.
export const Photos = new Proxy(
  {},
  {
    get:
      (_, method) =>
      (options = {}) =>
        window.nativePromise('Photos', method, options),
  },
);
