import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Shell } from './shell/Shell.tsx';
import '@fontsource-variable/roboto/wght.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/alert.css';
import './shell/shell.css';
import './shell/device.css';
import './shell/home.css';
import './shell/shade.css';
import './permissioncontroller/grantDialog.css';
import './photopicker/photoPicker.css';
import './photopicker/classic/classicPicker.css';
import './photopicker/modern/modernPicker.css';
import './photopicker/photoGrid.css';
import './photopicker/preload/preload.css';
import './photopicker/profile/profile.css';
import './photopicker/preview/preview.css';
import './documentsui/documentPicker.css';
import './documentsui/documentBars.css';
import './documentsui/documentItems.css';
import './documentsui/documentWindows.css';
import './mediaprovider/mediaRequest.css';
import './settings/settings.css';
import './apps/editor/editor.css';
import './apps/filesapp/filesApp.css';
import './apps/gallery/gallery.css';
import './inspector/changes.css';
import './inspector/cloud.css';
import './inspector/grants.css';
import './inspector/inspector.css';
import './inspector/log.css';
import './inspector/library.css';
import './inspector/uiTree.css';
import './inspector/volumes.css';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Shell />
    </StrictMode>,
  );
}
