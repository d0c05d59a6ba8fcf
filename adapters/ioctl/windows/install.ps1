#Requires -RunAsAdministrator
<#
.SYNOPSIS
Puts the driver's package into the driver store and makes its service; it is started by the agent. Not needed for certifying: see README.md.
#>
$ErrorActionPreference = 'Stop'
$inf = Get-ChildItem (Join-Path $PSScriptRoot 'build') -Recurse -Filter wsktck.inf | Where-Object { Test-Path (Join-Path $_.DirectoryName 'wsktck.cat') } | Select-Object -First 1
if (-not $inf) { throw 'there is no package; run build.ps1 and sign.ps1 first' }
pnputil /add-driver $inf.FullName /install
if ($LASTEXITCODE -ne 0) { throw "pnputil ended with $LASTEXITCODE" }
