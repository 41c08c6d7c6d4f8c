// The web app: it knows its plugin, and nothing of what is behind it.
import { Photos } from './photosPlugin.js';

const status = document.querySelector('#access');
const grid = document.querySelector('#photos');

async function show() {
  const { photos } = await Photos.getPhotos({ quantity: 9 });
  const images = await Promise.all(
    photos.map(async ({ identifier, name }) => {
      const image = document.createElement('img');
      image.alt = name;
      image.src = `data:image/jpeg;base64,${(await Photos.getThumbnail({ identifier, width: 120 })).data}`;
      return image;
    }),
  );
  grid.replaceChildren(...images);
}

document.querySelector('#choose').addEventListener('click', async () => {
  const { photos } = await Photos.requestPermissions();
  status.textContent = photos === 'denied' ? 'No access to photos' : `Access: ${photos}`;
  if (photos !== 'denied') await show();
});
