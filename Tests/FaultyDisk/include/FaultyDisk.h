#pragma once
// Calls of the system that fail when the environment says so; see FaultyDisk.c. A program that names this once gets them.
void faulty_disk_link(void);
