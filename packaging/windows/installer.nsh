; The program makes itself the one for scopebox:// links when it starts; without it they lead nowhere.
!macro customUnInstall
  DeleteRegKey HKCU "Software\Classes\scopebox"
!macroend
