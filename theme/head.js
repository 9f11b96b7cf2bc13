/* @saver <picture */
try{(localStorage["ren:s"]||navigator.connection.saveData)>0&&(document.body.className="s")}catch(e){}
/* @late <body data-p=l */
onload=()=>setTimeout(()=>import(SCRIPT_URL),500);
