#Requires -RunAsAdministrator
<#
.SYNOPSIS
Signs the driver, and its catalogue when there is one, with the certificate that certificate.ps1 made.
#>
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$thumbprint = & .\certificate.ps1

# The newest signtool of the restored packages or of the installed kits.
$roots = @('packages', "${env:ProgramFiles(x86)}\Windows Kits\10\bin") | Where-Object { Test-Path $_ }
$signtool = Get-ChildItem $roots -Recurse -Filter signtool.exe | Where-Object FullName -like '*\x64\*' | Sort-Object FullName | Select-Object -Last 1
if (-not $signtool) { throw 'signtool.exe is not there; it comes with the Windows SDK' }

$files = @(Get-ChildItem build -Recurse -Include wsktck.sys, wsktck.cat)
if (-not $files) { throw 'there is nothing to sign; run build.ps1 first' }
# A signature inside a driver leaves the hash that the catalogue has of it as it was.
foreach ($file in $files) {
    & $signtool.FullName sign /sm /s My /sha1 $thumbprint /fd SHA256 $file.FullName
    if ($LASTEXITCODE -ne 0) { throw "signtool ended with $LASTEXITCODE" }
}
