@echo off
rem Runs the command line of WSK TCK. Builds it first when sources are newer than the last build, and says so on standard error.
rem JAVA_HOME is respected; WSKTCK_OPTS is handed to the Java virtual machine.
rem Exit codes are those of the command; 3 when it could not be built or started.
setlocal enableextensions disabledelayedexpansion

set "WSKTCK_HOME=%~dp0"
set "WSKTCK_MODULE=%WSKTCK_HOME%conformance-tests"
set "WSKTCK_STAMP=%WSKTCK_MODULE%\target\wsktck.stamp"

if not defined JAVA_HOME goto javaFromPath
set "WSKTCK_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%WSKTCK_JAVA%" goto javaFound
echo wsktck: JAVA_HOME is %JAVA_HOME%, but there is no bin\java.exe in it; set it to a JDK 17 or later, or unset it>&2
exit /b 3

:javaFromPath
set "WSKTCK_JAVA=java.exe"
where /q java.exe
if not errorlevel 1 goto javaFound
echo wsktck: no java found; install a JDK 17 or later and put it on the PATH, or set JAVA_HOME>&2
exit /b 3

:javaFound
set "WSKTCK_VERSION=0"
for /f "tokens=3" %%v in ('call "%WSKTCK_JAVA%" -version 2^>^&1 ^| findstr /r /c:" version "') do set "WSKTCK_VERSION=%%~v"
for /f "delims=.-+" %%v in ("%WSKTCK_VERSION%") do set "WSKTCK_VERSION=%%v"
if %WSKTCK_VERSION% geq 17 goto checkBuild
echo wsktck: %WSKTCK_JAVA% is version %WSKTCK_VERSION%; WSK TCK needs Java 17 or later>&2
exit /b 3

:checkBuild
if not exist "%WSKTCK_STAMP%" goto build
rem PowerShell answers 1 when something that the build reads is newer than the stamp.
powershell -NoProfile -NonInteractive -ExecutionPolicy Bypass -Command ^
  "$t=(Get-Item -LiteralPath $env:WSKTCK_STAMP).LastWriteTimeUtc; $h=$env:WSKTCK_HOME;" ^
  "$p=@('pom.xml','spec\rules','spec\observation','spec\tla');" ^
  "foreach($m in 'spec','reference-impl','adapters\spi','adapters\reference','adapters\ioctl','reports','conformance-tests'){$p+=($m+'\pom.xml'),($m+'\src\main')}; $p+='adapters\ioctl\protocol','adapters\ioctl\driver','adapters\ioctl\agent';" ^
  "foreach($x in $p){$f=Join-Path $h $x; if(Test-Path -LiteralPath $f){" ^
  "if((@(Get-Item -LiteralPath $f)+@(Get-ChildItem -LiteralPath $f -Recurse)|Where-Object{$_.LastWriteTimeUtc -gt $t}|Select-Object -First 1)){exit 1}}}; exit 0" <nul
if not errorlevel 1 goto run

:build
where /q mvn.cmd
if errorlevel 1 (
    echo wsktck: the kit is not built, and there is no mvn to build it; install Maven 3.8 or later>&2
    exit /b 3
)
echo wsktck: sources have changed since the last build; building ^(a minute or two the first time^) ...>&2
if exist "%WSKTCK_STAMP%" del /q "%WSKTCK_STAMP%"
if exist "%WSKTCK_MODULE%\target\lib" rmdir /s /q "%WSKTCK_MODULE%\target\lib"
if not exist "%WSKTCK_MODULE%\target" mkdir "%WSKTCK_MODULE%\target"
type nul >"%WSKTCK_STAMP%.new"
pushd "%WSKTCK_HOME%"
call mvn -q -B -Dquick -Dmaven.test.skip=true -pl conformance-tests -am package <nul 1>&2
if errorlevel 1 (
    popd
    echo wsktck: the build failed; what Maven said is above>&2
    exit /b 3
)
popd
rem The time before the build: what was edited meanwhile is built next time.
move /y "%WSKTCK_STAMP%.new" "%WSKTCK_STAMP%" >nul
echo wsktck: built>&2

:run
"%WSKTCK_JAVA%" -XX:+UseParallelGC -Dfile.encoding=UTF-8 -Djava.awt.headless=true %WSKTCK_OPTS% -cp "%WSKTCK_MODULE%\target\classes;%WSKTCK_MODULE%\target\lib\*" org.wsktck.cli.WskTck %*
exit /b %errorlevel%
