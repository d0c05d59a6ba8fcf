<#
.SYNOPSIS
Builds driver and agent into the folder build.
.DESCRIPTION
Run it from a developer prompt of Visual Studio 2022 with the C++ workload and the component "Windows Driver Kit". With nuget.exe on the path the kits that
packages.config names are restored first; otherwise those that are installed are used.
#>
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

function Invoke-Tool([string] $Tool) {
    & $Tool @args
    if ($LASTEXITCODE -ne 0) { throw "$Tool ended with $LASTEXITCODE" }
}

if (Get-Command nuget -ErrorAction SilentlyContinue) {
    Invoke-Tool nuget restore packages.config -PackagesDirectory packages -NonInteractive
}
foreach ($project in 'wsktck.vcxproj', 'agent.vcxproj') {
    Invoke-Tool msbuild $project /nologo /m /verbosity:minimal /p:Configuration=Release /p:Platform=x64
}
Get-Item build\wsktck.sys, build\agent.exe | Format-Table Name, Length
