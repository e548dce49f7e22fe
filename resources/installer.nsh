; 安装前先看系统：窗口程序从 Windows 10 起才能运行，旧系统上装了也打不开。
!macro customInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "本软件需要 Windows 10 或 Windows 11。$\r$\n$\r$\n这台电脑的系统太旧，没有安装，也没有改动任何文件。请换一台电脑安装，或者先升级系统。" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
!macroend
