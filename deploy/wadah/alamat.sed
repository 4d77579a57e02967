# deploy/nginx di dalam wadah: nama layanan di tempat loopback, catatan ke keluaran wadahnya
s/127\.0\.0\.1:8511/publik-1:8511/
s/127\.0\.0\.1:8512/publik-2:8511/
s/127\.0\.0\.1:8502/internal:8502/
s#/var/log/nginx/[a-z-]*-galat\.log#/dev/stderr#
s#/var/log/nginx/[a-z-]*\.log#/dev/stdout#
