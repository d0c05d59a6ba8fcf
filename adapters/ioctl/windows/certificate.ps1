#Requires -RunAsAdministrator
<#
.SYNOPSIS
Makes a certificate for test signing and lets this machine trust it; with -Remove takes both back.
.DESCRIPTION
The private key stays in the machine's store and cannot be exported. For test machines only: whatever is signed with it is trusted there.
#>
param([switch] $Remove)
$ErrorActionPreference = 'Stop'
$subject = 'CN=WSK TCK test signing'

if ($Remove) {
    foreach ($store in 'My', 'Root', 'TrustedPublisher') {
        Get-ChildItem "Cert:\LocalMachine\$store" | Where-Object Subject -eq $subject | Remove-Item
    }
    return
}
$certificate = Get-ChildItem Cert:\LocalMachine\My -CodeSigningCert | Where-Object Subject -eq $subject | Select-Object -First 1
if (-not $certificate) {
    $certificate = New-SelfSignedCertificate -Type CodeSigningCert -Subject $subject -CertStoreLocation Cert:\LocalMachine\My `
        -KeyAlgorithm RSA -KeyLength 3072 -HashAlgorithm SHA256 -KeyExportPolicy NonExportable -NotAfter (Get-Date).AddYears(1)
}
New-Item -ItemType Directory -Force (Join-Path $PSScriptRoot 'build') | Out-Null
$public = Join-Path $PSScriptRoot 'build\wsktck.cer'
Export-Certificate -Cert $certificate -FilePath $public | Out-Null
foreach ($store in 'Root', 'TrustedPublisher') {
    Import-Certificate -FilePath $public -CertStoreLocation "Cert:\LocalMachine\$store" | Out-Null
}
$certificate.Thumbprint
