@echo off
rem Finds a Python that fits and hands over to bundle\install_and_run.py. Without arguments it runs the demo;
rem with arguments it runs sop-kit with them. To use a Python of your own: set SOP_KIT_PYTHON=C:\its\path\python.exe
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
set "PYTHONUTF8=1"
set "PYTHONHOME="
set "PYTHONPATH="
rem The launcher must not fetch a Python by itself.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "HERE=%~dp0"
set "FITTING="
set "CODE=1"
if not exist "%HERE%bundle\install_and_run.py" goto packed

rem .exe is written out: a name alone may be a script (pyenv) that does not come back.
if defined SOP_KIT_PYTHON call :try "%SOP_KIT_PYTHON%"
if not defined SOP_KIT_PYTHON for %%V in (3.14 3.13 3.12 3.11) do call :try py.exe -%%V
if not defined SOP_KIT_PYTHON for %%N in (python3.exe python.exe) do call :try %%N
if not defined FITTING goto missing

%FITTING% "%HERE%bundle\install_and_run.py" %*
set "CODE=%ERRORLEVEL%"
goto end

:try
if defined FITTING exit /b
%* "%HERE%bundle\python_fits.py" >nul 2>nul
if "%ERRORLEVEL%"=="0" set FITTING=%*
exit /b

:missing
type "%HERE%bundle\no-python.txt"
rem What is there says why it does not fit.
for %%N in (py.exe python.exe) do %%N "%HERE%bundle\python_fits.py" 2>nul

:end
rem A window opened by a double click stays open.
if "%~1"=="" pause
exit /b %CODE%

rem Not everything below is ASCII, so it comes last: the words must stand here, for nothing else was unpacked.
:packed
echo.
echo Unpack the whole ZIP first: right-click it, choose "Extract All", then start from the unpacked folder.
echo 请先完整解压：右键点击 ZIP 文件，选择“全部解压缩”，再从解压出来的文件夹启动。
pause
exit /b 1
